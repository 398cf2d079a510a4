#include "common/json/canonical.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json/fingerprint.h"
#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

std::string Canonical(std::string_view text, uint64_t* kept = nullptr) {
  test::ParsedText parsed(text);
  std::string out;
  uint64_t count = 0;
  absl::Status status = AppendCanonical(parsed.root(), &out, &count);
  EXPECT_TRUE(status.ok()) << status;
  if (kept != nullptr) *kept = count;
  return out;
}

// RFC 8785, appendix B: the bits of a double, and how it is written.
TEST(AppendCanonicalTest, WritesNumbersAsAppendixB) {
  struct Case {
    uint64_t bits;
    std::string_view text;
  };
  for (const Case& c : std::vector<Case>{
           {0x0000000000000000, "0"},
           {0x8000000000000000, "0"},
           {0x0000000000000001, "5e-324"},
           {0x8000000000000001, "-5e-324"},
           {0x7fefffffffffffff, "1.7976931348623157e+308"},
           {0xffefffffffffffff, "-1.7976931348623157e+308"},
           {0x4340000000000000, "9007199254740992"},
           {0xc340000000000000, "-9007199254740992"},
           {0x4430000000000000, "295147905179352830000"},
           {0x44b52d02c7e14af5, "9.999999999999997e+22"},
           {0x44b52d02c7e14af6, "1e+23"},
           {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
           {0x444b1ae4d6e2ef4e, "999999999999999700000"},
           {0x444b1ae4d6e2ef4f, "999999999999999900000"},
           {0x444b1ae4d6e2ef50, "1e+21"},
           {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
           {0x3eb0c6f7a0b5ed8d, "0.000001"},
           {0x41b3de4355555553, "333333333.3333332"},
           {0x41b3de4355555554, "333333333.33333325"},
           {0x41b3de4355555555, "333333333.3333333"},
           {0x41b3de4355555556, "333333333.3333334"},
           {0x41b3de4355555557, "333333333.33333343"},
           {0xbecbf647612f3696, "-0.0000033333333333333333"},
           {0x43143ff3c1cb0959, "1424953923781206.2"},
       }) {
    for (const char* format : {"%.17g", "%.40e", "%.25f"}) {
      char spelled[512];
      auto number = std::bit_cast<double>(c.bits);
      snprintf(spelled, sizeof spelled, format, number);
      if (std::strtod(spelled, nullptr) != number && number != 0) continue;  // too few digits
      uint64_t kept;
      EXPECT_EQ(Canonical(spelled, &kept), c.text) << spelled;
      EXPECT_EQ(kept, 0) << spelled;
    }
  }
}

TEST(AppendCanonicalTest, KeepsNumbersThatNoDoubleStandsFor) {
  struct Case {
    std::string_view text;
    std::string_view canonical;
    uint64_t kept;
  };
  for (const Case& c : std::vector<Case>{
           {"-0", "0", 0},
           {"-0.0e5", "0", 0},
           {"10e-1", "1", 0},
           {"123456789012345", "123456789012345", 0},
           {"9007199254740993", "9007199254740993", 1},
           {"-9007199254740993", "-9007199254740993", 1},
           {"9007199254740993.00", "9007199254740993", 1},
           {"90071992547409930e-1", "9007199254740993", 1},
           {"18446744073709551615", "18446744073709551615", 1},
           // 2^68, which a double holds, and which ECMAScript writes with the digits that tell.
           {"295147905179352825856", "295147905179352830000", 0},
           {"295147905179352825857", "295147905179352825857", 1},
           // The double 1e23 with 17 digits, and its neighbour among integers of 17 digits.
           {"9.9999999999999992e22", "1e+23", 0},
           {"99999999999999993000000", "99999999999999993000000", 1},
           {"100000000000000000000000", "1e+23", 0},
           {"123456789012345678901234567890", "123456789012345678901234567890", 1},
           {"1e22", "1e+22", 0},
           {"1e400", "1e+400", 1},
           {"-10E399", "-1e+400", 1},
           {"1.50e-400", "1.5e-400", 1},
           {"1e99999999999999999999", "1e+99999999999999999999", 1},
           {"1e-99999999999999999999", "1e-99999999999999999999", 1},
           {"0.1000000000000000055511151231257827", "0.1", 0},
           {"[1e400,9007199254740993,1.0]", "[1e+400,9007199254740993,1]", 2},
       }) {
    uint64_t kept;
    EXPECT_EQ(Canonical(c.text, &kept), c.canonical) << c.text;
    EXPECT_EQ(kept, c.kept) << c.text;
  }
}

// RFC 8785, sections 3.2.2 to 3.2.4.
TEST(AppendCanonicalTest, WritesTheExamplesOfTheRfc) {
  EXPECT_EQ(Canonical(R"({
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    })"),
            R"({"literals":[null,true,false],)"
            R"("numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
            R"("string":"€$\u000f\nA'B\"\\\\\"/"})");
  EXPECT_EQ(Canonical(R"({
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    })"),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
            "\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(AppendCanonicalTest, SortsByUtf16) {
  EXPECT_EQ(Canonical(R"({"b":1,"":2,"a":3,"ab":4,"a\u0000":5,"A":6})"),
            R"({"":2,"A":6,"a":3,"a\u0000":5,"ab":4,"b":1})");
  // Surrogates come after U+D7FF and before U+E000.
  EXPECT_EQ(Canonical(R"({"\uffff":1,"\ud7ff":2,"\ue000":3,"\udbff\udfff":4,"\ud800\udc00":5})"),
            "{\"\ud7ff\":2,\"\U00010000\":5,\"\U0010ffff\":4,\"\ue000\":3,\"\uffff\":1}");
}

TEST(AppendCanonicalTest, RefusesDuplicateKeys) {
  test::ParsedText parsed(R"([{"a":{"k\n":1,"x":2,"k\u000a":3}}])");
  std::string out = "kept";
  uint64_t kept = 7;
  absl::Status status = AppendCanonical(parsed.root(), &out, &kept);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), R"(duplicate key "k\n")");
  EXPECT_EQ(out, "kept");
  EXPECT_EQ(kept, 7);
}

TEST(AppendCanonicalTest, TakesTheDeepestDocument) {
  std::string deepest;
  for (int i = 0; i < 512; ++i) deepest += "[{\"a\":";
  deepest += "1";
  for (int i = 0; i < 512; ++i) deepest += "}]";
  EXPECT_EQ(Canonical(deepest), deepest);
}

// A random document in two spellings.
class Spelling {
 public:
  explicit Spelling(uint64_t seed) : random_(seed) {}

  // NOLINTNEXTLINE(misc-no-recursion)
  std::pair<std::string, std::string> Any(int depth) {
    switch (Below(depth == 0 ? 4 : 6)) {
      case 0:
        return Both(Below(2) == 0 ? "true" : "null");
      case 1: {
        // Odd: past 2^53 no double holds it, so that no digit may change.
        // With zeros behind them only up to 2^52: 17 digits of a double may be written shorter.
        const bool large = Below(4) == 0;
        std::string digits = std::to_string((random_() >> (large ? 12 : Below(60))) | 1);
        std::string tail(large ? 25 : 0, '0');
        return {digits + tail, digits + ".0e" + std::to_string(tail.size())};
      }
      case 2: {
        std::string halves = std::to_string(Below(1000)) + (Below(2) == 0 ? ".5" : ".25");
        return {"-" + halves, "-" + halves + "00E+0"};
      }
      case 3: {
        auto [plain, escaped] = Character();
        return {"\"x" + plain + "\"", "\"\\u0078" + escaped + "\""};
      }
      case 4: {
        std::pair<std::string, std::string> out = {"[", "[ "};
        for (uint64_t i = 0, size = Below(4); i < size; ++i) {
          auto [a, b] = Any(depth - 1);
          out.first += (i > 0 ? "," : "") + a;
          out.second += (i > 0 ? " ,\n" : "") + b;
        }
        return {out.first + "]", out.second + "]"};
      }
      default: {
        std::vector<std::string> a;
        std::vector<std::string> b;
        for (uint64_t i = 0, size = Below(5); i < size; ++i) {
          auto [plain, escaped] = Character();
          auto [first, second] = Any(depth - 1);
          std::string number = std::to_string(i);
          a.push_back("\"" + plain + number + "\":" + first);
          b.push_back("\"" + escaped + number + "\" : " + second);
        }
        std::shuffle(b.begin(), b.end(), random_);
        return {Object(a), Object(b)};
      }
    }
  }

 private:
  uint64_t Below(uint64_t n) { return random_() % n; }
  static std::pair<std::string, std::string> Both(const std::string& text) { return {text, text}; }
  std::pair<std::string, std::string> Character() {
    static const std::vector<std::pair<std::string, std::string>> kAll = {
        {"a", "\\u0061"},      {"\\n", "\\u000A"},   {"/", "\\/"},           {"é", "\\u00e9"},
        {"\ue000", "\\ue000"}, {"\u2028", "\u2028"}, {"😀", "\\ud83d\\ude00"}};
    return kAll[Below(kAll.size())];
  }
  static std::string Object(const std::vector<std::string>& members) {
    std::string out = "{";
    for (const std::string& member : members) out += (out.size() > 1 ? "," : "") + member;
    return out + "}";
  }

  std::mt19937_64 random_;
};

TEST(AppendCanonicalTest, PropertyIsOneFormOfEqualDocuments) {
  Spelling spelling(11);
  for (int round = 0; round < 5000; ++round) {
    auto [a, b] = spelling.Any(4);
    const std::string canonical = Canonical(a);
    ASSERT_EQ(canonical, Canonical(b)) << a << "\n" << b;
    ASSERT_EQ(canonical, Canonical(canonical));
    test::ParsedText before(a);
    test::ParsedText after(canonical);
    ASSERT_EQ(FingerprintOf(before.root()), FingerprintOf(after.root())) << a;
  }
}

}  // namespace
}  // namespace jsonl::json
