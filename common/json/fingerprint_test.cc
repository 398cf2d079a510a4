#include "common/json/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/buffer.h"
#include "common/text/fold.h"
#include "common/text/strings.h"

namespace jsonl::json {
namespace {

using hash::Fingerprint;

Fingerprint Of(std::string_view text, uint64_t seed = 0) {
  test::ParsedText parsed(text);
  return FingerprintOf(parsed.root(), seed);
}

TEST(FingerprintOfTest, IsEqualForEqualJson) {
  for (const std::vector<std::string>& row : std::vector<std::vector<std::string>>{
           {R"({"a":1,"b":[true,null,"x"]})", R"( { "b" : [ true,null , "x" ] , "a" : 1.0 } )",
            R"({"b":[true,null,"\u0078"],"\u0061":10e-1})"},
           {R"({"a":{"b":1,"c":2},"d":{}})", R"({"d":{ },"a":{"c":2,"b":1}})"},
           {R"("😀\n")", R"("\ud83d\ude00\u000A")"},
           {R"("/")", R"("\/")"},
           {R"([])", "[ ]"},
           {R"({"k":1,"a":0,"k":2})", R"({"k":1,"k":2,"a":0})", R"({"a":0,"\u006b":1,"k":2})"},
       }) {
    for (const std::string& text : row) EXPECT_EQ(Of(text), Of(row[0])) << text;
  }
}

TEST(FingerprintOfTest, FoldsStringsButNotNames) {
  const text::Folding folding = *text::Folding::Parse("case,space");
  auto folded = [&](std::string_view text) {
    test::ParsedText parsed(text);
    text::Buffer scratch;
    return FingerprintOf(parsed.root(), folding, &scratch);
  };
  const Fingerprint expected = Of(R"({"A":["b c",1,{"d":"é"}]})");
  EXPECT_EQ(folded(R"({"A":[" B  C",1.0,{"d":"É\n"}]})"), expected);
  EXPECT_NE(folded(R"({"a":["b c",1,{"d":"é"}]})"), expected);
  EXPECT_NE(folded(R"({"A":["bc",1,{"d":"é"}]})"), expected);
}

TEST(FingerprintOfTest, DiffersForDifferentJson) {
  std::map<Fingerprint, std::string> seen;
  for (const char* text : {
           "1",
           "\"1\"",
           "[1]",
           "[[1]]",
           "[1,1]",
           "[1,2]",
           "[2,1]",
           "[1,2,0]",
           "[0,1,2]",
           "[]",
           "{}",
           "[[]]",
           "[{}]",
           "[[],[]]",
           "[[[]]]",
           "null",
           "\"null\"",
           "true",
           "false",
           "\"true\"",
           "0",
           "\"\"",
           "[\"\"]",
           "[null]",
           "[0]",
           R"({"a":1})",
           R"({"a":"1"})",
           R"({"1":"a"})",
           R"({"a":1,"b":2})",
           R"({"a":2,"b":1})",
           R"({"a":1,"a":1})",
           R"({"a":1,"a":2})",
           R"({"a":2,"a":1})",
           R"({"a":1,"a":2,"a":1})",
           R"({"a":1,"a":1,"a":2})",
           R"({"a":2,"a":1,"a":1})",
           R"({"a":{"b":1,"b":2}})",
           R"({"a":{"b":2,"b":1}})",
           R"({"a":1,"b":1})",
           R"({"a":{"b":1}})",
           R"({"b":{"a":1}})",
           R"([{"a":1},{"b":2}])",
           R"([{"b":2},{"a":1}])",
           R"([{"a":1,"b":2}])",
           R"({"a":null})",
           R"({"":null})",
           R"({"a":[]})",
           R"({"a":{}})",
           R"({"A":1})",
           R"(["a",1])",
           R"([1,"a"])",
           "\"a\"",
           "\"a\\u0000\"",
           R"([["a"],"b"])",
           R"(["a",["b"]])",
           R"([["a","b"]])",
           R"(["ab"])",
           R"(["a","b"])",
           "9007199254740992",
           "9007199254740993",
           "-1",
           "0.1",
           "1e999",
           R"({"a":{"x":1},"b":{"y":2}})",
           R"({"a":{"y":2},"b":{"x":1}})",
       }) {
    auto [it, inserted] = seen.try_emplace(Of(text), text);
    EXPECT_TRUE(inserted) << text << " and " << it->second;
  }
}

// Texts that a weak mix would take for one another: of few letters, which occur as names and as
// values, in every place. Both halves must tell them apart, for each is a hash of its own.
TEST(FingerprintOfTest, EitherHalfDiffersForSmallDocuments) {
  const std::vector<std::string> names = {"\"\"",   "\"a\"",  "\"b\"",
                                          "\"ab\"", "\"ba\"", "\"sixteen letters!\""};
  std::vector<std::string> values = names;
  for (const char* text : {"0", "1", "true", "null", "[]", "{}"}) values.emplace_back(text);
  std::vector<std::string> all = values;
  size_t begin = 0;
  for (int depth = 0; depth < 2; ++depth) {
    std::vector<std::string> next;
    for (size_t i = begin; i < all.size(); ++i) {
      next.push_back(text::Cat("[", all[i], "]"));
      for (const std::string& name : names) {
        next.push_back(text::Cat("{", name, ":", all[i], "}"));
        for (const std::string& value : values) {
          next.push_back(text::Cat("{", name, ":", all[i], ",\"c\":", value, "}"));
          if (name < "\"b\"") continue;
          next.push_back(text::Cat("{\"a\":", value, ",", name, ":", all[i], "}"));
        }
      }
      for (const std::string& value : values) {
        next.push_back(text::Cat("[", all[i], ",", value, "]"));
        if (value != all[i]) next.push_back(text::Cat("[[],", value, ",", all[i], "]"));
      }
    }
    begin = all.size();
    all.insert(all.end(), next.begin(), next.end());
  }
  std::map<uint64_t, const std::string*> high, low;
  for (const std::string& text : all) {
    const Fingerprint fingerprint = Of(text);
    const auto [a, fresh_high] = high.emplace(fingerprint.high, &text);
    const auto [b, fresh_low] = low.emplace(fingerprint.low, &text);
    ASSERT_TRUE(fresh_high || *a->second == text) << text << " and " << *a->second;
    ASSERT_TRUE(fresh_low || *b->second == text) << text << " and " << *b->second;
  }
  EXPECT_GT(high.size(), 200'000u);
}

TEST(FingerprintOfTest, DiffersForStringsOfAnySize) {
  // All of few characters, and long ones of one.
  std::vector<std::string> strings = {""};
  for (size_t i = 0; strings[i].size() < 9; ++i) {
    for (char c : {'a', 'b', '`'}) strings.push_back(strings[i] + c);
  }
  for (size_t size = 10; size < 40; ++size) {
    strings.push_back(std::string(size, 'a'));
    strings.push_back("`" + std::string(size, 'a'));
    strings.push_back(std::string(size, 'a') + "b");
  }
  std::map<Fingerprint, std::string> seen;
  for (const std::string& string : strings) {
    for (const std::string& text : {"[\"" + string + "\"]", "{\"" + string + "\":0}"}) {
      auto [it, inserted] = seen.try_emplace(Of(text), text);
      ASSERT_TRUE(inserted) << text << " and " << it->second;
    }
  }
}

// An object of members "0", "1" ..., whose values are their numbers, in the order given.
std::string Wide(const std::vector<int>& names) {
  std::string text;
  for (int name : names) {
    text += text.empty() ? "{" : ",";
    text += text::Cat("\"", name, "\":", name);
  }
  return text + "}";
}

TEST(FingerprintOfTest, ObjectsOfAnySizeHeedTheOrderOfMembersOfOneNameOnly) {
  for (int size : {2, 3, 20, 31, 32, 33, 34, 100, 512, 513, 5000}) {
    std::vector<int> names(static_cast<size_t>(size));
    std::iota(names.begin(), names.end(), 0);
    const std::string ordered = Wide(names);
    std::reverse(names.begin(), names.end());
    const std::string reversed = Wide(names);
    EXPECT_EQ(Of(ordered), Of(reversed)) << size;
    const auto with_two = [](std::string text, std::string_view first, std::string_view second) {
      text.insert(1, text::Cat("\"k\":", first, ","));
      text.insert(text.size() - 1, text::Cat(",\"k\":", second));
      return text;
    };
    EXPECT_EQ(Of(with_two(ordered, "1", "2")), Of(with_two(reversed, "1.0", "2"))) << size;
    EXPECT_NE(Of(with_two(ordered, "1", "2")), Of(with_two(ordered, "2", "1"))) << size;
    EXPECT_NE(Of(with_two(ordered, "1", "1")), Of(with_two(ordered, "1", "2"))) << size;
  }
}

TEST(FingerprintOfTest, TakesLinearTimeForRepeatedNames) {
  std::vector<int> names(1000000, 7);
  EXPECT_NE(Of(Wide(names)), Of("{}"));
  std::string deep = "0";
  for (int i = 0; i < 1000; ++i) deep = R"({"a":1,"a":)" + deep + "}";
  EXPECT_NE(Of(deep), Of("{}"));
  std::iota(names.begin(), names.end(), 0);
  names.resize(60);
  deep = "0";
  for (int i = 0; i < 1000; ++i) deep = Wide(names).insert(1, text::Cat("\"a\":", deep, ","));
  EXPECT_NE(Of(deep), Of("{}"));
}

TEST(FingerprintOfTest, DependsOnTheSeed) {
  for (const char* text : {"1", "\"a\"", "[]", "{}", "null", R"({"a":[1]})"}) {
    EXPECT_NE(Of(text), Of(text, 1));
    EXPECT_NE(Of(text, 2), Of(text, 1));
  }
}

TEST(FingerprintOfTest, IsFrozen) {
  EXPECT_EQ(Of("\"abc\""), hash::Hash("abc"));
  EXPECT_EQ(Of("null"), (Fingerprint{0xf53b52da0b049ecc, 0xce53814c283f80b9}));
  EXPECT_EQ(Of("1"), (Fingerprint{0x026553a1752111e8, 0xa976cb52a3a87323}));
  EXPECT_EQ(Of("[]"), (Fingerprint{0xc172ad434a618f8f, 0x85f5d0c907c70230}));
  EXPECT_EQ(Of("{}"), (Fingerprint{0x6584a0e987dc48e1, 0x1bbe4c73642e8907}));
  EXPECT_EQ(Of("[1,\"a\",[0.5]]"), (Fingerprint{0xee19ef9bc5e8725e, 0x5c55dbc72f62bfa4}));
  EXPECT_EQ(Of(R"({"input":"What is JSON?","output":"A format.","n":[1,2]})"),
            (Fingerprint{0xc2a8d709275051ab, 0x7c052e5cd49f15f6}));
  EXPECT_EQ(Of(R"({"input":"What is JSON?","output":"A format.","n":[1,2]})", 42),
            (Fingerprint{0xfe8c89ba8cde181b, 0x3d2d456dc7afa27e}));
}

TEST(FingerprintOfTest, TakesTheDeepestDocument) {
  std::string deepest = std::string(1024, '[') + std::string(1024, ']');
  std::string other = std::string(1023, '[') + "{}" + std::string(1023, ']');
  EXPECT_NE(Of(deepest), Of(other));
}

// A random value, written twice in different ways, and once with one scalar changed.
class Spelling {
 public:
  explicit Spelling(uint64_t seed) : random_(seed) {}

  struct Texts {
    std::string a, b, changed;
  };

  // NOLINTNEXTLINE(misc-no-recursion)
  Texts Any(int depth) {
    switch (depth == 0 ? Below(4) : Below(6)) {
      case 0:
        return Same(Below(2) == 0 ? "true" : "null", "false");
      case 1: {
        std::string n = std::to_string(1 + Below(100000));
        return {n, Below(2) == 0 ? n + ".0" : n + "0e-1", n + "1"};
      }
      case 2:
      case 3: {
        std::string plain;
        std::string escaped;
        for (uint64_t i = Below(20); i > 0; --i) {
          char c = static_cast<char>('a' + Below(26));
          plain += c;
          static constexpr char kHex[] = "0123456789abcdef";
          escaped += Below(3) != 0 ? std::string(1, c)
                                   : std::string("\\u00") + kHex[c >> 4] + kHex[c & 15];
        }
        return {Quoted(plain), Quoted(escaped), Quoted(plain + "!")};
      }
      case 4: {
        Texts out = {"[", "[ ", "["};
        uint64_t size = 1 + Below(4);
        uint64_t change = Below(size);
        for (uint64_t i = 0; i < size; ++i) {
          Texts t = Any(depth - 1);
          out.a += (i > 0 ? "," : "") + t.a;
          out.b += (i > 0 ? " ," : "") + t.b;
          out.changed += (i > 0 ? "," : "") + (i == change ? t.changed : t.a);
        }
        return {out.a + "]", out.b + "]", out.changed + "]"};
      }
      default: {
        uint64_t size = 1 + Below(5);
        uint64_t change = Below(size);
        std::vector<std::string> a;
        std::vector<std::string> b;
        std::vector<std::string> changed;
        for (uint64_t i = 0; i < size; ++i) {
          Texts t = Any(depth - 1);
          std::string key = "\"k" + std::to_string(i) + "\"";
          a.push_back(key + ":" + t.a);
          b.push_back(key + " : " + t.b);
          bool rename = Below(4) == 0;
          std::string other =
              rename ? "\"K" + std::to_string(i) + "\":" + t.a : key + ":" + t.changed;
          changed.push_back(i == change ? other : a.back());
        }
        std::shuffle(b.begin(), b.end(), random_);
        std::shuffle(changed.begin(), changed.end(), random_);
        return {Object(a), Object(b), Object(changed)};
      }
    }
  }

 private:
  uint64_t Below(uint64_t n) { return random_() % n; }
  static Texts Same(const std::string& text, const std::string& changed) {
    return {text, text, changed};
  }
  static std::string Quoted(const std::string& text) { return "\"" + text + "\""; }
  static std::string Object(const std::vector<std::string>& members) {
    std::string out = "{";
    for (const std::string& member : members) out += (out.size() > 1 ? "," : "") + member;
    return out + "}";
  }

  std::mt19937_64 random_;
};

TEST(FingerprintOfTest, PropertySpellings) {
  Spelling spelling(7);
  for (int round = 0; round < 5000; ++round) {
    Spelling::Texts texts = spelling.Any(4);
    ASSERT_EQ(Of(texts.a), Of(texts.b)) << texts.a << "\n" << texts.b;
    ASSERT_NE(Of(texts.a), Of(texts.changed)) << texts.a << "\n" << texts.changed;
  }
}

}  // namespace
}  // namespace jsonl::json
