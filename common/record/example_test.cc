#include "common/record/example.h"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/record/content.h"
#include "common/record/nested.h"
#include "common/record/registry.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

// What is wrong with the example, given in protobuf's text form; the record if nothing is.
std::string Check(const std::string& text) {
  Example example;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &example)) << text;
  ExampleReader reader;
  absl::StatusOr<json::Value> record = reader.Read(*Find(example.format()), example);
  return record.ok() ? std::string(record->raw()) : std::string(record.status().message());
}

TEST(ExampleTest, SaysWhatIsWrong) {
  struct Case {
    std::string example;
    std::string_view result;
  };
  const Case cases[] = {
      {R"(format:"any" fields{name:"a" json:"[1, {}]"})", R"({"a":[1, {}]})"},
      {R"(format:"any" fields{name:"a"})",
       "Bad Example: field 'a' has no value, and the format any has no such field"},
      {R"(format:"text" fields{name:"text"} text:"t" fields{name:"meta" json:"{"})",
       "Bad Example: the value of field 'meta' is not JSON"},
      {R"(format:"any" fields{name:"a" json:"1}\nnot json\n{"})",
       "Bad Example: the value of field 'a' is not JSON"},
      {R"(format:"any" fields{name:"a" json:"{\n}"})",
       "Bad Example: a JSON text in it has line ends"},
      {R"(format:"any" fields{name:"a" json:"1,\"b\":2"})",
       "Bad Example: the value of field 'a' is not JSON"},
      {R"(format:"messages" fields{name:"messages"} fields{name:"tools"} tools:"[1"
          turns{role:USER content:"u" fields{name:"role"} fields{name:"content"}})",
       "Bad Example: a JSON text in it is not JSON, or nested too deep"},
      {R"(format:"messages" fields{name:"messages"} turns{role:USER fields{name:"role"}
          fields{name:"content" json:"x"}})",
       "Bad Example: a JSON text in it is not JSON, or nested too deep"},
      {R"(format:"messages" fields{name:"messages"} turns{role:ASSISTANT fields{name:"role"}
          fields{name:"tool_calls"} tool_calls{head:"{" arguments:"1" tail:"]"}})",
       "Bad Example: a JSON text in it is not JSON, or nested too deep"},
      // Many fields that would be one text again and again.
      {R"(format:"text" text:"t" fields{name:"text"} fields{name:"text"})",
       "Bad Example: field 'text' has no value of its own"},
      {R"(format:"task" fields{name:"input"} instruction:"i" context{name:"a"} context{name:"b"})",
       "Bad Example: context value 'b' has no value"},
      {R"(format:"messages" fields{name:"messages"} turns{role:USER content:"u"
          fields{name:"content"} fields{name:"content"}})",
       "Bad Example: field 'content' of a turn has no value"},
      {R"(format:"alpaca")", "Bad Example: Missing required field 'instruction'"},
      // Answers without turns.
      {R"(format:"sharegpt-preference" fields{name:"conversations"} fields{name:"chosen"}
          fields{name:"rejected"})",
       "Bad Example: field 'chosen' has no value"},
      {R"(format:"sharegpt-preference" fields{name:"conversations"} chosen{} rejected{})",
       "Bad Example: Field 'conversations' is empty"},
      {R"(format:"sharegpt-preference" fields{name:"conversations"} fields{name:"chosen"}
          fields{name:"rejected"} chosen{} rejected{})",
       "Bad Example: field 'chosen' has no value"},
  };
  for (const Case& c : cases) EXPECT_EQ(Check(c.example), c.result) << c.example;
}

const std::string_view kRecords[] = {
    R"({"task":"t","input":{"instruction":"i","c":[1],"d":"e"},"output":"o","meta":{"a":1}})",
    R"({"task":"t","input":{"instruction":"i"},"chosen":"c","rejected":"r"})",
    R"({"instruction":"i","input":"x","output":"o","meta":{"source_format":"task","n":"1"}})",
    R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":null,"tool_calls":)"
    R"([{"id":"1","function":{"name":"f","arguments":"{}"}}]}],"tools":[{"type":"function"}]})",
    R"({"conversations":[{"from":"system","value":"s"},{"from":"human","value":"u"},{"from":"gpt",)"
    R"("value":"a"}],"tools":"[]","system":"s","meta":{"source_format":"messages"}})",
    R"({"conversations":[{"from":"human","value":"u"}],"chosen":{"from":"gpt","value":"c"},)"
    R"("rejected":{"from":"gpt","value":"r"},"id":7})",
    R"({"prompt":"p","chosen":[{"role":"assistant","content":"c"}],"rejected":"r","meta":{}})",
    R"({"text":"t","n":1.50,"more":[1,{}]})",
    R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a)"
    R"(<|return|>","meta":{"source_format":"messages"}})",
    R"({"text":"<|user|>\nu\n<|tool_call|>\n{\"name\":\"f\"}\n<|endoftext|>","n":1})",
    R"({"of":"no format","n":[1e2,null]})",
};

class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}

  // Changes one thing anywhere in the message.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the schema.
  void Mutate(google::protobuf::Message* message) {
    const auto* type = message->GetDescriptor();
    const auto* reflection = message->GetReflection();
    const auto* field = type->field(Below(type->field_count()));
    using F = google::protobuf::FieldDescriptor;
    if (Below(5) == 0) return reflection->ClearField(message, field);
    if (field->is_repeated()) {  // all of them messages
      const int size = reflection->FieldSize(*message, field);
      if (size == 0 || Below(6) == 0) {
        reflection->AddMessage(message, field);
      } else if (Below(6) == 0) {
        reflection->RemoveLast(message, field);
      } else {
        Mutate(reflection->MutableRepeatedMessage(message, field, Below(size)));
      }
    } else if (field->cpp_type() == F::CPPTYPE_MESSAGE) {
      google::protobuf::Message* part = reflection->MutableMessage(message, field);
      if (Below(4) != 0) Mutate(part);
    } else if (field->cpp_type() == F::CPPTYPE_STRING) {
      reflection->SetString(message, field, Text());
    } else if (field->cpp_type() == F::CPPTYPE_ENUM) {
      reflection->SetEnumValue(message, field, Below(8));
    } else {
      reflection->SetBool(message, field, Below(2) == 0);
    }
  }

  int Below(int n) { return static_cast<int>(random_() % static_cast<uint64_t>(n)); }

 private:
  std::string Text() {
    static const std::string_view kTexts[] = {"",
                                              "{",
                                              "}",
                                              "[]",
                                              "{}",
                                              "1}\nnot json\n{",
                                              "null",
                                              "1,\"b\":2",
                                              "\"x\"",
                                              "role",
                                              "content",
                                              "tool_calls",
                                              "from",
                                              "value",
                                              "source",
                                              "meta",
                                              "{\"role\":1}",
                                              "{\"from\":1}",
                                              "instruction",
                                              "input",
                                              "output",
                                              "chosen",
                                              "rejected",
                                              "task",
                                              "alpaca",
                                              "messages",
                                              "sharegpt",
                                              "sharegpt-preference",
                                              "preference",
                                              "text",
                                              "any",
                                              "tools",
                                              "system",
                                              "{\"source_format\":\"task/a/b~\"}",
                                              "{\"source_format\":\"sharegpt\",\"system\":null}"};
    return std::string(kTexts[Below(static_cast<int>(std::size(kTexts)))]);
  }

  std::mt19937_64 random_;
};

TEST(ExampleTest, NoExampleBreaksAConversion) {
  Mutator mutator(1);
  Nested nested;
  Nested again;
  Content content;
  std::vector<Example> seeds;
  for (std::string_view record : kRecords) {
    json::Value root = nested.Parse(record);
    ASSERT_TRUE(Recognise(root).Read(root, &content).ok()) << record;
    ToExample(content, &seeds.emplace_back());
  }
  ExampleReader reader;
  text::Buffer out;
  int passed = 0;
  int written = 0;
  for (int i = 0; i < 60000; ++i) {
    Example example = seeds[static_cast<size_t>(mutator.Below(static_cast<int>(seeds.size())))];
    for (int changes = mutator.Below(4); changes >= 0; --changes) mutator.Mutate(&example);
    const Format* from = Find(example.format());
    if (from == nullptr) continue;
    absl::StatusOr<json::Value> record = reader.Read(*from, example);
    if (!record.ok()) continue;
    ++passed;
    ASSERT_TRUE(from->Read(*record, &content).ok()) << record->raw();
    for (const Format* to : All()) {
      for (WriteOptions::Meta meta : {WriteOptions::Meta::kNest, WriteOptions::Meta::kFlatten}) {
        out.clear();
        absl::Status status = to->Write(content, {.meta = meta}, &out);
        if (!status.ok()) continue;
        ++written;
        const size_t records = to->RecordsOf(content);
        std::string_view lines = out;
        ASSERT_EQ(std::count(lines.begin(), lines.end(), '\n') + 1, static_cast<int>(records))
            << lines;
        if (records == 2) lines.remove_prefix(lines.find('\n') + 1);
        json::Value root = again.Parse(lines);
        ASSERT_TRUE(root && root.is_object()) << to->name() << ": " << lines << "\n"
                                              << record->raw();
      }
    }
  }
  EXPECT_GT(passed, 1000);
  EXPECT_GT(written, 10000);
}

}  // namespace
}  // namespace jsonl::record
