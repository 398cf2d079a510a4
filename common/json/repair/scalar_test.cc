#include "common/json/repair/scalar.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace jsonl::json {
namespace {

struct Case {
  std::string_view token;
  ScalarKind kind;
  std::string_view json;  // where the kind is not kNone
};

void Check(ScalarKind (*mend)(std::string_view, std::string*), const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    std::string json = "left from before";
    EXPECT_EQ(mend(c.token, &json), c.kind) << c.token;
    if (c.kind == ScalarKind::kNone) continue;
    EXPECT_EQ(json, c.json) << c.token;
  }
}

TEST(MendScalarTest, WritesNumbersAsJsonDoes) {
  Check(MendScalar, {
                        {"0", ScalarKind::kAsWritten, "0"},
                        {"-12.50e+07", ScalarKind::kAsWritten, "-12.50e+07"},
                        {"1E400", ScalarKind::kAsWritten, "1E400"},
                        {"1_000_000", ScalarKind::kNumber, "1000000"},
                        {".5", ScalarKind::kNumber, "0.5"},
                        {"-.5", ScalarKind::kNumber, "-0.5"},
                        {"5.", ScalarKind::kNumber, "5.0"},
                        {"5.e3", ScalarKind::kNumber, "5.0e3"},
                        {"+1", ScalarKind::kNumber, "1"},
                        {"01", ScalarKind::kLeadingZero, "01"},
                        {"-007", ScalarKind::kLeadingZero, "-007"},
                        {"00.5", ScalarKind::kLeadingZero, "00.5"},
                        {"0x1F", ScalarKind::kNumber, "31"},
                        {"-0xff", ScalarKind::kNumber, "-255"},
                        {"0o17", ScalarKind::kNumber, "15"},
                        {"0b101", ScalarKind::kNumber, "5"},
                        {"0xffffffffffffffff", ScalarKind::kNumber, "18446744073709551615"},
                        {"0x10000000000000000", ScalarKind::kNone, ""},
                        {"0x", ScalarKind::kNone, ""},
                        {"1__0", ScalarKind::kNone, ""},
                        {"1_", ScalarKind::kNone, ""},
                        {"_1", ScalarKind::kNone, ""},
                        {"1e", ScalarKind::kNone, ""},
                        {"--1", ScalarKind::kNone, ""},
                        {"1.2.3", ScalarKind::kNone, ""},
                        {".", ScalarKind::kNone, ""},
                        {"-", ScalarKind::kNone, ""},
                        {"12a", ScalarKind::kNone, ""},
                        {"", ScalarKind::kNone, ""},
                    });
}

TEST(MendScalarTest, KnowsTheWordsOfOtherLanguages) {
  Check(MendScalar, {
                        {"true", ScalarKind::kAsWritten, "true"},
                        {"null", ScalarKind::kAsWritten, "null"},
                        {"True", ScalarKind::kLiteral, "true"},
                        {"FALSE", ScalarKind::kLiteral, "false"},
                        {"None", ScalarKind::kLiteral, "null"},
                        {"NaN", ScalarKind::kNoJsonValue, "null"},
                        {"-Infinity", ScalarKind::kNoJsonValue, "null"},
                        {"undefined", ScalarKind::kNoJsonValue, "null"},
                        {"yes", ScalarKind::kNone, ""},
                        {"tru", ScalarKind::kNone, ""},
                        {"-None", ScalarKind::kNone, ""},
                    });
}

TEST(MendCutScalarTest, CompletesWhatTheEndCutOff) {
  Check(MendCutScalar, {
                           {"12", ScalarKind::kAsWritten, "12"},
                           {"1.", ScalarKind::kNumber, "1.0"},
                           {"2e", ScalarKind::kNumber, "2"},
                           {"2e-", ScalarKind::kNumber, "2"},
                           {"tru", ScalarKind::kLiteral, "true"},
                           {"F", ScalarKind::kLiteral, "false"},
                           {"Non", ScalarKind::kLiteral, "null"},
                           {"-", ScalarKind::kAsWritten, ""},
                           {"2x", ScalarKind::kNone, ""},
                           {"", ScalarKind::kNone, ""},
                       });
}

}  // namespace
}  // namespace jsonl::json
