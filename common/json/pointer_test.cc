#include "common/json/pointer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

TEST(AppendPointerTokenTest, EscapesTildeAndSlash) {
  std::string out;
  AppendPointerToken("a", &out);
  AppendPointerToken("", &out);
  AppendPointerToken("~/~1", &out);
  EXPECT_EQ(out, "/a//~0~1~01");
}

TEST(PointerToTest, NamesEveryNode) {
  test::ParsedText parsed(R"({"a/b":[1,{"x":null},[]],"c~":{"":"s","d":[[2]]}})");
  std::vector<std::string> pointers;
  for (uint32_t i = 0; i < parsed.document().size; ++i) {
    pointers.push_back(PointerTo(parsed.root(), i));
  }
  EXPECT_EQ(pointers,
            (std::vector<std::string>{"", "/a~1b", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/x",
                                      "/a~1b/1/x", "/a~1b/2", "/c~0", "/c~0", "/c~0/", "/c~0/",
                                      "/c~0/d", "/c~0/d", "/c~0/d/0", "/c~0/d/0/0"}));
}

TEST(PointerToTest, CountsFromTheGivenRoot) {
  test::ParsedText parsed(R"({"a":{"b":[7,8]}})");
  Value inner = parsed.root().Find("a");
  EXPECT_EQ(PointerTo(inner, inner.Find("b").At(1).index()), "/b/1");
}

}  // namespace
}  // namespace jsonl::json
