#include "tools/generate/node_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/strings.h"

namespace jsonl::generate {
namespace {

class NodeTableTest : public testing::Test {
 protected:
  NodeTableTest() : table_(&nodes_) {}
  uint32_t Call(std::string_view name, std::vector<uint32_t> inputs) {
    absl::StatusOr<uint32_t> node = table_.Call(*FindFunction(name), std::move(inputs));
    EXPECT_TRUE(node.ok()) << node.status();
    return node.ok() ? *node : 0;
  }

  std::vector<ValueNode> nodes_;
  NodeTable table_;
};

TEST_F(NodeTableTest, EqualValuesAreOneNode) {
  const uint32_t field = *table_.Field("word");
  EXPECT_EQ(*table_.Field("word"), field);
  EXPECT_NE(*table_.Field("table.word"), field);
  EXPECT_NE(table_.Text("word"), field);
  EXPECT_EQ(Call("upper", {field}), Call("upper", {field}));
  EXPECT_NE(Call("upper", {field}), Call("lower", {field}));
  const uint32_t comma = table_.Text(",");
  EXPECT_EQ(*table_.Joined({field, comma}), *table_.Joined({field, comma}));
  EXPECT_NE(*table_.Joined({field, comma}), *table_.Joined({comma, field}));
  EXPECT_EQ(*table_.Joined({field}), field);
}

TEST_F(NodeTableTest, WhatIsConstantIsMadeAtOnce) {
  const uint32_t third = Call("ordinal", {table_.Text("3")});
  EXPECT_EQ(table_.node(third).kind, ValueNode::Kind::kText);
  EXPECT_EQ(table_.node(third).text, "third");
  EXPECT_EQ(table_.node(*table_.Joined({table_.Text("the "), third})).text, "the third");
  const absl::StatusOr<uint32_t> none = table_.Call(*FindFunction("ordinal"), {table_.Text("0")});
  EXPECT_EQ(text::FromAbsl(none.status().message()), "ordinal(n): there is no 0th");
}

TEST_F(NodeTableTest, WhatIsChosenDependsOnTheExample) {
  const uint32_t letter = Call("any_letter", {table_.Text("abc")});
  EXPECT_EQ(table_.node(letter).kind, ValueNode::Kind::kCall);
  EXPECT_TRUE(table_.node(letter).by_example);
  EXPECT_TRUE(table_.node(Call("upper", {letter})).by_example);
  EXPECT_TRUE(table_.node(table_.Id()).by_example);
  EXPECT_FALSE(table_.node(Call("upper", {*table_.Field("word")})).by_example);
}

TEST_F(NodeTableTest, WritesConstantJson) {
  EXPECT_EQ(*table_.ToJson(table_.Text(" [1.0, {\"a\": null}] ")), "[1.0,{\"a\":null}]");
  EXPECT_EQ(text::FromAbsl(table_.ToJson(table_.Text("[1")).status().message()),
            "!json: '[1' is not JSON");
}

TEST_F(NodeTableTest, RefusesTowersAndTooMuch) {
  uint32_t tower = *table_.Field("word");
  int height = 0;
  while (true) {
    const absl::StatusOr<uint32_t> next = table_.Call(*FindFunction("upper"), {tower});
    if (!next.ok()) break;
    tower = *next;
    ASSERT_LT(++height, 1000);
  }
  EXPECT_EQ(height, 200);
  EXPECT_TRUE(table_.CheckRoom().ok());
  const NodeTable::Mark before = table_.Here();
  const uint32_t text = table_.Text("new");
  table_.Take(kMaxCompiledSize);
  EXPECT_TRUE(absl::IsResourceExhausted(table_.CheckRoom()));
  table_.ReturnTo(before);
  EXPECT_TRUE(table_.CheckRoom().ok());
  EXPECT_EQ(nodes_.size(), before.nodes);
  EXPECT_EQ(table_.Text("other"), text);  // its place is free again
  EXPECT_EQ(table_.node(table_.Text("new")).text, "new");
}

}  // namespace
}  // namespace jsonl::generate
