#include "tools/convert/spec.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "common/text/strings.h"

namespace jsonl {
namespace {

using io::Container;

TEST(SpecTest, IsAContainerAFormatOrBoth) {
  struct Case {
    std::string_view text;
    std::optional<Container> container;
    std::string_view format;  // "": not said
  };
  const Case cases[] = {
      {"auto", std::nullopt, ""},
      {"jsonl", Container::kLines, ""},
      {"json", Container::kJsonArray, ""},
      {"protobuf", Container::kDelimited, ""},
      {"alpaca", std::nullopt, "alpaca"},
      {"sharegpt-preference", std::nullopt, "sharegpt-preference"},
      {"json:alpaca", Container::kJsonArray, "alpaca"},
      {"jsonl:any", Container::kLines, "any"},
      {"json:auto", Container::kJsonArray, ""},
  };
  for (const Case& c : cases) {
    absl::StatusOr<Spec> spec = Spec::Parse(c.text);
    ASSERT_TRUE(spec.ok()) << c.text << ": " << spec.status();
    EXPECT_EQ(spec->container, c.container) << c.text;
    EXPECT_EQ(spec->format == nullptr ? "" : spec->format->name(), c.format) << c.text;
  }
}

TEST(SpecTest, SaysWhatIsUnknown) {
  struct Case {
    std::string_view text;
    std::string_view message;
  };
  const Case cases[] = {
      {"xml:alpaca", "unknown container 'xml': it is one of jsonl, json, "},
      {"alpaca:json", "unknown container 'alpaca': it is one of jsonl, json, "},
      {":alpaca", "unknown container '': it is one of jsonl, json, "},
      {"alpacca", "unknown format 'alpacca', did you mean 'alpaca'?"},
      {"json:sharegtp", "unknown format 'sharegtp', did you mean 'sharegpt'?"},
      {"json:", "unknown format '': it is one of multitask, "},
      {"", "unknown format '': it is one of multitask, "},
      {"JSONL", "unknown format 'JSONL': it is one of multitask, "},
  };
  for (const Case& c : cases) {
    absl::StatusOr<Spec> spec = Spec::Parse(c.text);
    EXPECT_EQ(spec.status().code(), absl::StatusCode::kInvalidArgument) << c.text;
    EXPECT_TRUE(text::FromAbsl(spec.status().message()).starts_with(c.message)) << spec.status();
  }
}

}  // namespace
}  // namespace jsonl
