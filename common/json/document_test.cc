#include "common/json/document.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

using Strings = std::vector<std::string>;

TEST(ValueTest, KnowsItsType) {
  struct Case {
    std::string_view text;
    Type type;
    std::string_view name;
  };
  for (const Case& c : {
           Case{"null", Type::kNull, "null"},
           {"true", Type::kBool, "a boolean"},
           {"false", Type::kBool, "a boolean"},
           {"0", Type::kNumber, "a number"},
           {"-1.5", Type::kNumber, "a number"},
           {"\"\"", Type::kString, "a string"},
           {"[]", Type::kArray, "an array"},
           {"{}", Type::kObject, "an object"},
       }) {
    test::ParsedText parsed(c.text);
    Value value = parsed.root();
    EXPECT_EQ(value.type(), c.type) << c.text;
    EXPECT_EQ(TypeName(value.type()), c.name);
    EXPECT_EQ(value.is_null(), c.type == Type::kNull) << c.text;
    EXPECT_EQ(value.is_bool(), c.type == Type::kBool) << c.text;
    EXPECT_EQ(value.is_number(), c.type == Type::kNumber) << c.text;
    EXPECT_EQ(value.is_string(), c.type == Type::kString) << c.text;
    EXPECT_EQ(value.is_array(), c.type == Type::kArray) << c.text;
    EXPECT_EQ(value.is_object(), c.type == Type::kObject) << c.text;
  }
}

TEST(ValueTest, IsAbsentUnlessItIsOneOfADocument) {
  test::ParsedText parsed("null");
  EXPECT_FALSE(Value());
  EXPECT_TRUE(parsed.root());
}

TEST(ValueTest, HasItsBytesAndItsPlace) {
  test::ParsedText parsed(" {\"a\" : [ 1.10 , \"x\\n\" ] , \"b\" : true } ");
  Value root = parsed.root();
  EXPECT_EQ(root.raw(), "{\"a\" : [ 1.10 , \"x\\n\" ] , \"b\" : true }");
  EXPECT_EQ(root.begin(), 1u);
  Value list = root.Find("a");
  EXPECT_EQ(list.raw(), "[ 1.10 , \"x\\n\" ]");
  EXPECT_EQ(list.begin(), 8u);
  EXPECT_EQ(list.At(0).raw(), "1.10");
  EXPECT_EQ(list.At(1).raw(), "\"x\\n\"");
  EXPECT_TRUE(root.Find("b").boolean());
  EXPECT_FALSE(test::ParsedText("false").root().boolean());
}

TEST(ValueTest, DecodesStrings) {
  struct Case {
    std::string_view text;
    std::string_view decoded;
    bool as_written;
  };
  for (const Case& c : {
           Case{"\"\"", "", true},
           {"\"é 😀\"", "é 😀", true},
           {R"("\u00e9 \ud83d\ude00")", "é 😀", false},
           {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t", false},
           {R"("a\u0000b")", std::string_view("a\0b", 3), false},
       }) {
    test::ParsedText parsed(c.text);
    EXPECT_EQ(parsed.root().string(), c.decoded) << c.text;
    EXPECT_EQ(parsed.root().as_written(), c.as_written) << c.text;
  }
}

TEST(ValueTest, FindsMembersByTheirDecodedNames) {
  test::ParsedText parsed(R"({"a":1,"\u0062":2,"":3,"a":4,"n":{"c":5}})");
  Value root = parsed.root();
  EXPECT_EQ(root.Find("a").raw(), "1");  // the first
  EXPECT_EQ(root.Find("b").raw(), "2");
  EXPECT_EQ(root.Find("").raw(), "3");
  EXPECT_EQ(root.Find("n").Find("c").raw(), "5");
  EXPECT_FALSE(root.Find("c"));
  EXPECT_FALSE(root.Find("A"));
  EXPECT_FALSE(root.Find("a").Find("a"));
  EXPECT_FALSE(test::ParsedText("[\"a\"]").root().Find("a"));
}

TEST(ValueTest, FindsElementsByPosition) {
  test::ParsedText parsed(R"([[1,2],{"a":3},"4",[]])");
  Value root = parsed.root();
  EXPECT_EQ(root.size(), 4u);
  EXPECT_EQ(root.At(0).At(1).raw(), "2");
  EXPECT_EQ(root.At(1).raw(), "{\"a\":3}");
  EXPECT_EQ(root.At(2).raw(), "\"4\"");
  EXPECT_EQ(root.At(3).size(), 0u);
  EXPECT_FALSE(root.At(3).At(0));
  EXPECT_FALSE(root.At(4));
  EXPECT_FALSE(root.At(0xffffffff));
  EXPECT_FALSE(test::ParsedText("{\"0\":1}").root().At(0));
}

TEST(ValueTest, GivesElementsAndMembersInOrder) {
  test::ParsedText parsed(R"({"b":[1,[2,[3]],{"x":{}}],"a":{},"c":[],"b":"last"})");
  Value root = parsed.root();
  EXPECT_EQ(root.size(), 4u);
  Strings members;
  for (Member member : root.members()) {
    members.push_back(std::string(member.name()) + "=" + std::string(member.value.raw()));
  }
  EXPECT_EQ(members, (Strings{"b=[1,[2,[3]],{\"x\":{}}]", "a={}", "c=[]", "b=\"last\""}));
  Strings elements;
  for (Value element : root.Find("b").elements()) elements.emplace_back(element.raw());
  EXPECT_EQ(elements, (Strings{"1", "[2,[3]]", "{\"x\":{}}"}));
  for (Value element : root.Find("c").elements()) ADD_FAILURE() << element.raw();
  for (Member member : root.Find("a").members()) ADD_FAILURE() << member.name();
}

TEST(ValueTest, NextSkipsAllThatIsInIt) {
  test::ParsedText parsed(R"([[[1],2],"x",{"k":[3]},4])");
  Value root = parsed.root();
  EXPECT_EQ(root.next(), parsed.document().size);
  EXPECT_EQ(root.At(0).next(), root.At(1).index());
  EXPECT_EQ(root.At(1).next(), root.At(2).index());
  EXPECT_EQ(root.At(2).next(), root.At(3).index());
}

}  // namespace
}  // namespace jsonl::json
