#include "common/pipeline/account.h"

#include <gtest/gtest.h>

#include <string>

#include "common/report/diagnostic.h"

namespace jsonl::pipeline {
namespace {

using report::Code;

// Read 10: 6 written, one of them three times; 2 dropped; 2 rejected.
Account Example() {
  Account account;
  account.read = 10;
  account.written = 6;
  account.copies = 2;
  account.bytes = 1234;
  account.Drop("not-sampled", 1);
  account.Drop("duplicate", 1);
  account.Drop("never", 0);
  account.Reject(Code::kTooDeep);
  account.Reject(Code::kInvalidJson);
  account.Note("records without the field", 3);
  account.Note("nothing", 0);
  return account;
}

TEST(AccountTest, AddsUp) {
  EXPECT_TRUE(Account().Check().ok());
  EXPECT_TRUE(Example().Check().ok());
  EXPECT_EQ(Example().dropped(), 2u);
  EXPECT_EQ(Example().rejected(), 2u);
}

TEST(AccountTest, SaysThatItDoesNotAddUp) {
  void (*changes[])(Account*) = {
      [](Account* account) { ++account->read; },
      [](Account* account) { --account->read; },
      [](Account* account) { ++account->written; },
      [](Account* account) { account->Drop("duplicate", 1); },
      [](Account* account) { account->Reject(Code::kBlankLine); },
  };
  for (auto* change : changes) {
    Account account = Example();
    change(&account);
    absl::Status status = account.Check();
    EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
    std::string message(status.message());
    EXPECT_NE(message.find(account.ToText()), std::string::npos) << message;
  }
}

TEST(AccountTest, CopiesAndNotesAreApartFromTheSum) {
  Account account = Example();
  account.copies += 100;
  account.Note("warnings", 100);
  EXPECT_TRUE(account.Check().ok());
}

TEST(AccountTest, IsWrittenForPeople) {
  EXPECT_EQ(Account().ToText(), "read 0, written 0, dropped 0, rejected 0");
  EXPECT_EQ(Example().ToText(),
            "read 10, written 6 (and 2 copies), dropped 2 (duplicate 1, not-sampled 1), rejected 2 "
            "(invalid-json 1, too-deep 1); records without the field 3");
}

TEST(AccountTest, IsWrittenAsJson) {
  EXPECT_EQ(Example().ToJson("jsonl-\"x\"", "1.2.3"),
            "{\"tool\":\"jsonl-\\\"x\\\"\",\"version\":\"1.2.3\",\"read\":10,\"written\":6,"
            "\"copies\":2,\"dropped\":2,\"rejected\":2,\"bytes\":1234,\"reasons\":{\"duplicate\":1,"
            "\"not-sampled\":1,\"invalid-json\":1,\"too-deep\":1},"
            "\"notes\":{\"records without the field\":3}}\n");
  EXPECT_EQ(Account().ToJson("t", "0"),
            "{\"tool\":\"t\",\"version\":\"0\",\"read\":0,\"written\":0,\"copies\":0,\"dropped\":0,"
            "\"rejected\":0,\"bytes\":0,\"reasons\":{},\"notes\":{}}\n");
}

TEST(AccountTest, DetailsFollowInItsJson) {
  Account account;
  account.Detail("mix", "[1,2]");
  account.Detail("a \"b\"", "{}");
  const std::string json = account.ToJson("t", "0");
  EXPECT_EQ(json.substr(json.find("\"notes\"")),
            "\"notes\":{},\"a \\\"b\\\"\":{},\"mix\":[1,2]}\n");
}

}  // namespace
}  // namespace jsonl::pipeline
