// What is wrong with the page that is shown, as a list of texts. Run in the browser by
// browser_test.py; `printed` if the page is laid out for paper.
(printed) => {
  const faults = [];
  const fault = (text) => { if (faults.length < 20) faults.push(text); };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (e) => e.textContent.trim().slice(0, 40);

  // Nothing is wider than the page.
  if (document.documentElement.scrollWidth > innerWidth) {
    fault(`the page is ${document.documentElement.scrollWidth} wide, of ${innerWidth}`);
  }
  for (const e of all('body *:not(svg *)')) {
    const box = e.getBoundingClientRect();
    const scrolls = e.closest('.scroll');
    if (scrolls && !printed) continue;  // by itself
    if (box.right > innerWidth + 1) fault(`${e.tagName} "${shown(e)}" ends at ${box.right} of ${innerWidth}`);
  }

  // Who hears the page finds everything.
  if (document.documentElement.lang !== 'en') fault('no language');
  if (!document.title) fault('no title');
  let level = 0;
  for (const heading of all('h1,h2,h3,h4')) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) fault(`${heading.tagName} "${shown(heading)}" after H${level}`);
    level = next;
  }
  if (all('h1').length !== 1) fault('not one H1');
  const ids = all('[id]').map((e) => e.id);
  if (new Set(ids).size !== ids.length) fault('an id is there twice');
  for (const e of all('[aria-labelledby]')) {
    for (const id of e.getAttribute('aria-labelledby').split(' ')) {
      if (!document.getElementById(id)?.textContent.trim()) fault(`nothing is labelled ${id}`);
    }
  }
  for (const link of all('a')) {
    const href = link.getAttribute('href');
    if (!href.startsWith('#') || !document.getElementById(href.slice(1))) fault(`a link to ${href}`);
  }
  for (const svg of all('svg')) {
    if (svg.getAttribute('aria-hidden') === 'true') continue;
    if (svg.getAttribute('role') !== 'img' || !svg.querySelector('title') || !svg.querySelector('desc')) {
      fault('a picture without words');
    }
  }
  for (const table of all('table')) {
    if (!table.caption?.textContent.trim()) fault('a table without a caption');
    for (const head of table.querySelectorAll('th')) {
      if (!head.scope || !head.textContent.trim()) fault(`a heading of nothing in "${shown(table)}"`);
    }
    const widths = [...table.rows].map((row, i) => [...row.cells].reduce((sum, c) => sum + c.colSpan, 0));
    if (Math.max(...widths) !== widths[0]) fault(`lines of other lengths than the heading in "${shown(table)}"`);
  }

  // Texts can be read: WCAG 2.1, 1.4.3, level AA.
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).slice(0, 3).map((c) => {
      c /= 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if ((channels(color)[3] ?? 1) > 0) return color;
    }
    return 'rgb(255,255,255)';
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    const e = text.parentElement;
    if (!text.data.trim() || ['title', 'desc'].includes(e.tagName)) continue;
    const style = getComputedStyle(e);
    const color = e.namespaceURI.endsWith('svg') ? style.fill : style.color;
    const ratio = contrast(color, behind(e));
    if (ratio < 4.5) fault(`"${shown(e)}" is ${color} on ${behind(e)}: ${ratio.toFixed(2)}`);
    if (parseFloat(style.fontSize) < (printed ? 8 : 10)) fault(`"${shown(e)}" is small: ${style.fontSize}`);
  }
  for (const shape of all('svg rect:not(.goal), svg path')) {
    const ratio = contrast(getComputedStyle(shape).fill, behind(shape));
    if (ratio < 3) fault(`a bar is ${getComputedStyle(shape).fill}: ${ratio.toFixed(2)}`);
  }

  // The pictures are there.
  for (const chart of all('svg.chart')) {
    const box = chart.getBoundingClientRect();
    if (box.width < 200 || box.height < 90) fault(`a chart of ${box.width} x ${box.height}`);
    for (const bar of chart.querySelectorAll('rect')) {
      const b = bar.getBoundingClientRect();
      if (!(b.width > 0 && b.height > 0 && b.left >= box.left - 1 && b.right <= box.right + 1)) fault('a bar is not to be seen');
    }
  }
  return faults;
}
