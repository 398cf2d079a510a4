#include "common/text/fold.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace jsonl::text {
namespace {

std::string Folded(std::string_view names, std::string_view text) {
  absl::StatusOr<Folding> folding = Folding::Parse(names);
  EXPECT_TRUE(folding.ok()) << folding.status();
  Buffer out;
  out.append("what was there before");
  folding->Fold(text, &out);
  return std::string(std::string_view(out));
}

TEST(FoldingTest, FoldsWhatIsNamed) {
  struct Case {
    std::string_view names;
    std::string_view text;
    std::string_view folded;
  };
  const Case cases[] = {
      {"case", "Hello, WORLD  ", "hello, world  "},
      {"case", "ÀÉÎÕÜŻŁĲ", "àéîõüżłĳ"},
      {"case", "ΑΒΓ ΣΊΣΥΦΟΣ", "αβγ σίσυφοσ"},
      {"case", "ς", "σ"},
      {"case", "ПРИВЕТ ЁЖ", "привет ёж"},
      {"case", "ԱԲԳ ႠႡ Ꭰ", "աբգ ⴀⴁ Ꭰ"},
      {"case", "Straße STRASSE ẞ", "straße strasse ß"},
      {"case", "\u212a\u212b\u017f", "kås"},  // kelvin, ångström, long s
      {"case", "Ⱥ", "ⱥ"},                     // grows
      {"case", "ＡＢ\U00010400中", "ａｂ\U00010428中"},
      {"case", "E\u0301", "e\u0301"},  // is not é
      {"case", "İI", "İi"},
      {"space", " a \t\r\n b\u00a0\u3000\u2028c\u200bd ", "a b c\u200bd"},
      {"space", " \n ", ""},
      {"space", "A,b", "A,b"},
      {"punct", "a!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~b", "ab"},
      {"punct", "«да» — “нет”… 「中。」¿¡", "да  нет 中"},
      {"punct", "€1 ±2 ²", "€1 ±2 ²"},
      {"punct", " a - b ", " a  b "},
      {"punct,space", " a - b !", "a b"},
      {"space,case,punct", "  The CAT, the\nHat.", "the cat the hat"},
      {"case,case", "", ""},
      {"punct", "...", ""},
      {"case", std::string_view("a\0B", 3), std::string_view("a\0b", 3)},
  };
  for (const Case& c : cases) EXPECT_EQ(Folded(c.names, c.text), c.folded) << c.names;
}

TEST(FoldingTest, NothingUnlessAsked) {
  const Folding none;
  EXPECT_FALSE(none.any());
  Buffer out;
  none.Fold(" A, É ", &out);
  EXPECT_EQ(out, " A, É ");
}

TEST(FoldingTest, RoomForAllThatGrows) {
  std::string text;
  std::string folded;
  for (int i = 0; i < 1000; ++i) {
    text += " Ⱥ";
    folded += i == 0 ? "ⱥ" : " ⱥ";
  }
  EXPECT_EQ(Folded("case,space", text), folded);
}

TEST(FoldingTest, RefusesWhatItDoesNotKnow) {
  for (std::string_view names : {"", "Case", "case,", "case space", "accents"}) {
    EXPECT_EQ(Folding::Parse(names).status().code(), absl::StatusCode::kInvalidArgument) << names;
  }
}

}  // namespace
}  // namespace jsonl::text
