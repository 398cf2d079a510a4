#include "tools/validate/schema_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/testing/json_text.h"
#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

TEST(SchemaFileTest, IsCompiled) {
  const test::ScratchDir dir;
  absl::StatusOr<schema::Schema> schema =
      LoadSchema(dir.Write("s.json", "\xef\xbb\xbf{\n  \"type\": \"object\"\n}\n"), {});
  ASSERT_TRUE(schema.ok()) << schema.status();
  EXPECT_TRUE(schema->Validate(test::ParsedText("{}").root(), nullptr));
  EXPECT_FALSE(schema->Validate(test::ParsedText("[]").root(), nullptr));
}

TEST(SchemaFileTest, SaysWhatIsWrongAndWhere) {
  struct Case {
    std::string_view text;
    std::string_view message;  // how it begins, after the name of the file
  };
  const Case cases[] = {
      {"", ": no JSON: line 1, "},
      {"{\n  \"type\": \"object\",\n}\n", ": no JSON: line 3, column 1: "},
      {"{\"type\":\n\n\"obj", ": no JSON: line 3, "},
      {"{\"properties\": {\"id\": {\"type\": \"int\"}}}", ": /properties/id/type: "},
      {"[]", ": "},
      {"{\n\"properties\": {\n\"id\": {},\n\"id\": {}}}",
       ": line 4: /properties/id is there twice"},
  };
  const test::ScratchDir dir;
  for (const Case& c : cases) {
    const std::string path = dir.Write("s.json", c.text);
    const absl::Status status = LoadSchema(path, {}).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.text;
    EXPECT_TRUE(text::FromAbsl(status.message()).starts_with(path + std::string(c.message)))
        << status;
  }
  EXPECT_TRUE(absl::IsNotFound(LoadSchema(dir.Path("none"), {}).status()));
}

}  // namespace
}  // namespace jsonl
