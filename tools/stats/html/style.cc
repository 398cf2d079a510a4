#include "tools/stats/html/style.h"

namespace jsonl::stats::html {

// Texts have a contrast of 4.5 to 1 to what is behind them, or more, and bars one of 3 to 1 (WCAG
// 2.1, level AA). The colors are told apart by those who see fewer of them, too, and always stand
// beside a name.
constexpr std::string_view kStyle = R"css(
:root{--back:#fff;--raised:#f6f7f9;--text:#1c2127;--muted:#59636e;--line:#dde1e6;--link:#0b5cad;
--bad:#a01818;--bad-back:#fdeaea;--warn:#7a4b00;--warn-back:#fcf0d6;--note:#1d4b8f;--note-back:#e8effb;
--good:#17613a;--c0:#3a6fb5;--c1:#c4600a;--c2:#2d875a;--c3:#9450ae;--c4:#bd3468;--c5:#74791a;--c6:#0d8590;--c7:#7f5f51}
@media screen and (prefers-color-scheme:dark){:root{--back:#15181c;--raised:#1d2126;--text:#e4e7ea;
--muted:#a3acb5;--line:#343a41;--link:#82b4f2;--bad:#ffb3ad;--bad-back:#48201f;--warn:#f7d48c;--warn-back:#43330f;
--note:#b2cffb;--note-back:#1e3252;--good:#86d6a8;--c0:#6f9fe0;--c1:#e6934d;--c2:#5fbf8e;--c3:#c08bd8;--c4:#e8809f;
--c5:#b3b857;--c6:#52bcc6;--c7:#c09f90;color-scheme:dark}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1.5rem 1.25rem 4rem;max-width:78rem;background:var(--back);color:var(--text);
font:0.9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif}
h1{margin:0;font-size:1.6rem;line-height:1.25;font-weight:650}
h2{margin:2.75rem 0 .75rem;font-size:1.2rem;line-height:1.3;font-weight:650}
h3{margin:0;font-size:.95rem;font-weight:600}
p{margin:.25rem 0 .75rem;max-width:46rem}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.06em}
bdi{white-space:pre-wrap;overflow-wrap:anywhere}
th bdi{display:inline-block;max-width:18rem;overflow-wrap:break-word}
.lead,caption,.muted{color:var(--muted)}
nav{margin:.9rem 0 0}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:0;padding:0;list-style:none}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.25rem,1fr));gap:.6rem;margin:1.5rem 0 0}
.figures div{padding:.65rem .8rem;background:var(--raised);border:1px solid var(--line);border-radius:.5rem}
.figures dt{color:var(--muted);font-size:.85rem}
.figures dd{margin:0;font-size:1.35rem;line-height:1.35;font-weight:600;font-variant-numeric:tabular-nums}
.figures dd small{display:block;font-size:.8rem;font-weight:400;color:var(--muted)}
.findings{margin:0;padding:0;list-style:none;display:grid;gap:.6rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}
.findings>li{display:grid;grid-template-columns:5.75rem 1fr;gap:.25rem .9rem;padding:.65rem .9rem;border:1px solid var(--line);
border-left:.3rem solid var(--edge);border-radius:.4rem}
.findings ul{margin:.15rem 0 0;padding:0;list-style:none}
.findings>li>*{min-width:0}
.bad{--edge:var(--bad)}.warn{--edge:var(--warn)}.note{--edge:var(--note)}.good{--edge:var(--good)}
.tag{display:inline-block;padding:.05rem .45rem;border-radius:.3rem;font-size:.78rem;line-height:1.5;font-weight:600;white-space:nowrap}
.tag.bad{color:var(--bad);background:var(--bad-back)}.tag.warn{color:var(--warn);background:var(--warn-back)}
.tag.note{color:var(--note);background:var(--note-back)}.tags{display:flex;gap:.25rem}
.ok{color:var(--good)}
.scroll{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse;font-size:.93em;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:0 0 .4rem;font-size:.93em}
caption span{display:inline-block;position:sticky;left:0;max-width:min(60rem,calc(100vw - 2.5rem))}
th,td{padding:.3rem .5rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th:first-child:not(.i){padding-left:0}
thead th{color:var(--muted);font-size:.82rem;font-weight:600;vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:500;min-width:7rem;max-width:22rem}
.many tbody+tbody{border-top:2px solid var(--line)}
.many tbody tr:not(:last-child)>:not([rowspan]){border-bottom-color:transparent}
.n{text-align:right;white-space:nowrap}
.s{white-space:nowrap}
.w{min-width:4.5rem}
.wide{width:100%}
td small,th small{color:var(--muted);font-size:.82rem}
.input{display:inline-block;white-space:nowrap;color:var(--text)}
.key{display:inline-block;width:.7em;height:.7em;border-radius:.15em;margin-right:.4em}
svg{display:block}
svg.bar{width:100%;min-width:4rem;max-width:12rem;height:.7rem;margin-top:.35rem}
svg.spark{width:7.5rem;height:1.4rem;border-bottom:1px solid var(--muted)}
.k0{background:var(--c0)}.k1{background:var(--c1)}.k2{background:var(--c2)}.k3{background:var(--c3)}.k4{background:var(--c4)}.k5{background:var(--c5)}.k6{background:var(--c6)}.k7{background:var(--c7)}
.tables{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:flex-start}
.tables>*{min-width:0;max-width:100%}
.tables>.charts{flex:1 1 19rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1.25rem 1.75rem;margin:.75rem 0 1.25rem}
figure{margin:0;max-width:27rem;min-width:0}
figcaption{font-weight:600;font-size:.92rem}
figcaption small{font-weight:400;color:var(--muted)}
svg.chart{width:100%;height:auto;overflow:visible}
svg text{font:11px system-ui,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--muted);font-variant-numeric:tabular-nums}
.grid{stroke:var(--line)}.axis{stroke:var(--muted)}.mark{stroke:var(--text);stroke-dasharray:3 3}
.open{fill-opacity:.55}
.c0{fill:var(--c0)}.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}
.c4{fill:var(--c4)}.c5{fill:var(--c5)}.c6{fill:var(--c6)}.c7{fill:var(--c7)}
.goal{fill:none;stroke:var(--text);stroke-width:1.5}
footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line);color:var(--muted);font-size:.87rem}
:target{scroll-margin-top:1rem}
tbody:target{outline:2px solid var(--link);outline-offset:2px}
@media (max-width:36rem){body{padding:1rem .9rem 3rem}.findings>li{grid-template-columns:1fr}
.figures{grid-template-columns:repeat(2,minmax(0,1fr))}}
@page{margin:14mm}
@media print{html{font-size:12px}body{max-width:none;padding:0;font-size:.95rem}nav{display:none}a{color:inherit;text-decoration:none}
h2{margin-top:1.6rem}h2,h3{break-after:avoid}.scroll{overflow:visible;break-inside:avoid}th,td{padding:.2rem .4rem}thead{display:table-header-group}
caption span{max-width:none}.findings{grid-template-columns:1fr}tr,figure,.findings>li,.figures div{break-inside:avoid}.wide svg.spark{width:4rem}svg.bar{min-width:2rem;max-width:7rem}.w{min-width:2rem}
tbody th{min-width:0}.wide{font-size:7pt}.wide th,.wide td{padding:.15rem .25rem}.wide thead th{font-size:6.5pt;white-space:normal}
.wide .tag{font-size:6pt;padding:0 .2rem}.tags{flex-direction:column;align-items:flex-start;gap:.1rem}.fit{font-size:7.5pt}.fit thead th{font-size:7.5pt}thead bdi{max-width:8rem;overflow-wrap:anywhere}tbody bdi{max-width:8rem}caption{font-size:8pt}.wide .input,.fit .input,.wide .s{white-space:normal}.fit thead th{white-space:normal}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.charts{grid-template-columns:1fr 1fr}
.figures{grid-template-columns:repeat(auto-fit,minmax(7rem,1fr))}}
)css";

}  // namespace jsonl::stats::html
