#include "tools/stats/token_counter.h"

#include <string>

#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

TEST(TokenCounter, FourCharactersAreAToken) {
  auto tokens = Tokens::Load("chars");
  ASSERT_TRUE(tokens.ok()) << tokens.status();
  EXPECT_EQ((*tokens)->name(), "chars");
  TokenCounter counter(**tokens);
  EXPECT_EQ(counter.Count("", 0), 0u);
  EXPECT_EQ(counter.Count("a", 1), 1u);
  EXPECT_EQ(counter.Count("abcd", 4), 1u);
  EXPECT_EQ(counter.Count("中文中文中", 5), 2u);
}

TEST(TokenCounter, TakesTokenizersOfFiles) {
  auto tokens = Tokens::Load("testdata/tokenizers/gpt2.json");
  ASSERT_TRUE(tokens.ok()) << tokens.status();
  EXPECT_EQ((*tokens)->name().substr(0, 10), "gpt2.json ");
  EXPECT_EQ((*tokens)->name().size(), 26u);
  TokenCounter counter(**tokens);
  EXPECT_EQ(counter.Count("", 0), 0u);
  EXPECT_GT(counter.Count("hello world, hello", 18), 2u);
  EXPECT_FALSE(Tokens::Load("no such file").ok());
}

}  // namespace
}  // namespace jsonl::stats
