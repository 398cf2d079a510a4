#include "tools/generate/fault_injector.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/record/nested.h"

namespace jsonl::generate {
namespace {

constexpr std::string_view kRecord = R"({"a":[1,{"b":"plain"}],"c":"sl\\ash","d":null})";

class FaultInjectorTest : public testing::Test {
 protected:
  FaultInjectorTest() {
    std::string why;
    EXPECT_TRUE(ReadTree(parser_.Parse(kRecord), &tree_, &why)) << why;
  }
  static std::string Written(const FaultInjector& injector) {
    std::string out;
    injector.Write(&out);
    return out;
  }
  bool IsJson(std::string_view text) { return static_cast<bool>(checker_.Parse(text)); }

  record::Nested parser_;
  record::Nested checker_;
  JsonTree tree_;
};

TEST_F(FaultInjectorTest, WithoutFaultsItIsTheSameJson) {
  EXPECT_EQ(Written(FaultInjector(tree_, 1)),
            R"({"a": [1, {"b": "plain"}], "c": "sl\\ash", "d": null})");
}

TEST_F(FaultInjectorTest, EachFaultAloneBreaksIt) {
  for (size_t fault = 0; fault < kFaultNames.size(); ++fault) {
    for (uint64_t seed = 0; seed < 50; ++seed) {
      FaultInjector injector(tree_, seed);
      ASSERT_TRUE(injector.Add(static_cast<Fault>(fault)));
      const std::string text = Written(injector);
      EXPECT_FALSE(IsJson(text)) << kFaultNames[fault] << ": " << text;
      FaultInjector again(tree_, seed);
      again.Add(static_cast<Fault>(fault));
      EXPECT_EQ(Written(again), text);
    }
  }
}

TEST_F(FaultInjectorTest, AFaultHasAPlaceOfItsOwn) {
  FaultInjector injector(tree_, 1);
  size_t commas = 0;
  while (injector.Add(Fault::kMissingComma)) ++commas;
  EXPECT_EQ(commas, 3u);  // as many as there are
  EXPECT_EQ(Written(injector), R"({"a": [1 {"b": "plain"}] "c": "sl\\ash" "d": null})");
}

TEST_F(FaultInjectorTest, AddsAsManyAsThereIsPlaceFor) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    FaultInjector few(tree_, seed);
    EXPECT_EQ(few.AddAny(3), 3u);
    EXPECT_EQ(few.faults(), 3u);
    FaultInjector all(tree_, seed);
    const size_t added = all.AddAny(1000);
    EXPECT_LT(added, 30u);
    EXPECT_EQ(all.faults(), added);
  }
}

TEST_F(FaultInjectorTest, MendsSomeAndLeavesSome) {
  for (size_t count = 2; count < 7; ++count) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      FaultInjector injector(tree_, seed);
      ASSERT_EQ(injector.AddAny(count), count);
      const std::string broken = Written(injector);
      injector.MendSome();
      EXPECT_EQ(injector.faults(), count - count / 2);
      EXPECT_NE(Written(injector), broken);
    }
  }
}

}  // namespace
}  // namespace jsonl::generate
