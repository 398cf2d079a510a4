// What goes through another format comes back: values, order, numbers as they were written.

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/writer.h"
#include "common/record/content.h"
#include "common/record/nested.h"
#include "common/record/registry.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::record {
namespace {

using Random = std::mt19937_64;

// The value with strings written in one way, everything else as it is: equal texts are equal
// records, in the same order and with the same numbers.
void AppendUniform(json::Value value, std::string* out) {
  if (value.is_string()) {
    json::AppendString(value.string(), out);
  } else if (value.is_object()) {
    out->push_back('{');
    for (json::Member member : value.members()) {
      AppendUniform(member.key, out);
      out->push_back(':');
      AppendUniform(member.value, out);
      out->push_back(',');
    }
    out->push_back('}');
  } else if (value.is_array()) {
    out->push_back('[');
    for (json::Value element : value.elements()) {
      AppendUniform(element, out);
      out->push_back(',');
    }
    out->push_back(']');
  } else {
    out->append(value.raw());
  }
}

std::string Uniform(std::string_view json) {
  Nested nested;
  json::Value value = nested.Parse(json);
  if (!value) return text::Cat("not JSON: ", json);
  std::string out;
  AppendUniform(value, &out);
  return out;
}

// Reads a record and writes it in another format.
absl::Status Convert(const Format& from, const Format& to, std::string_view record,
                     std::string* out) {
  Nested nested;
  text::Buffer written;
  json::Value root = nested.Parse(record);
  if (!root) return absl::InternalError(text::Cat("not JSON: ", record));
  static Content& content = *new Content;
  absl::Status status = from.Read(root, &content);
  if (status.ok()) status = to.Write(content, {}, &written);
  *out = std::string_view(written);
  return status;
}

// Whether the record is a pair, which becomes two records with a label each.
bool MakesSeveral(std::string_view record, const Format& from, const Format& to) {
  Nested nested;
  Content content;
  return from.Read(nested.Parse(record), &content).ok() && &from != &to &&
         to.RecordsOf(content) > 1;
}

// To each format that can hold the record, and back. Returns in how many it came back.
int ExpectRoundTrips(const Format& format, const std::string& record) {
  int held = 0;
  for (const Format* other : All()) {
    if (MakesSeveral(record, format, *other)) continue;
    std::string there;
    absl::Status status = Convert(format, *other, record, &there);
    if (!status.ok()) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
      EXPECT_NE(other, &format) << record << "\n" << status;
      continue;
    }
    ++held;
    Nested nested;
    std::vector<report::Finding> findings;
    json::Value root = nested.Parse(there);
    EXPECT_TRUE(root) << there;
    if (!root) continue;
    const bool any = other->name() == "any" || format.name() == "any";
    const Format& back_from = any ? format : *other;
    if (&back_from != &format && other->name() == "alpaca") {
      other->Check(root, {.named = true}, &findings);
      EXPECT_TRUE(findings.empty()) << findings[0].message << "\n" << there;
    }
    EXPECT_EQ(there.find('\n'), std::string::npos);
    std::string back;
    status = Convert(back_from, format, there, &back);
    EXPECT_TRUE(status.ok()) << status << "\n" << record << "\n" << there;
    EXPECT_EQ(Uniform(back), Uniform(record))
        << format.name() << " by way of " << other->name() << ":\n"
        << there;
    if (testing::Test::HasFailure()) break;
  }
  return held;
}

// Makes records of every format.
class Maker {
 public:
  explicit Maker(uint64_t seed) : random_(seed) {}

  bool Flip() { return random_() % 2 == 0; }
  uint64_t Pick(uint64_t n) { return random_() % n; }

  std::string Text() {
    static const char* const kTexts[] = {"",
                                         "a",
                                         "Fix this",
                                         "中文，測試",
                                         "😀 emoji",
                                         "tab\there",
                                         "two\nlines",
                                         "quote\"\\",
                                         "\x01\x1f",
                                         " ",
                                         "1",
                                         "null",
                                         "{\"a\": 1,}",
                                         "[1, 2]",
                                         "\"x\"",
                                         "{\"b\":1.0}",
                                         "### Input:",
                                         "\n\n### Response:x",
                                         "true",
                                         "-0",
                                         "ab c",
                                         "x\r"};
    return kTexts[Pick(std::size(kTexts))];
  }
  std::string String() {
    std::string out;
    json::AppendString(Text(), &out);
    return Pick(8) == 0 ? R"("\u00e9\/\ud83d\ude00")" : out;
  }
  std::string Word() { return text::Cat("\"word ", Pick(1000), "\""); }
  std::string Json(int depth = 0) {
    static const char* const kValues[] = {
        "null", "true", "123456789012345678901234567890", "1e999", "-0", "1.10", "[]", "{}", "0"};
    switch (Pick(depth > 2 ? 2 : 4)) {
      case 0:
        return String();
      case 1:
        return kValues[Pick(std::size(kValues))];
      case 2:
        return text::Cat("[", Json(depth + 1), ", ", Json(depth + 1), "]");
      default:
        return text::Cat("{\"k\" : ", Json(depth + 1), ",\"a/b~c\":", Json(depth + 1), "}");
    }
  }

  using Members = std::vector<std::pair<std::string, std::string>>;
  std::string Object(Members members, bool shuffle) {
    if (shuffle) std::shuffle(members.begin(), members.end(), random_);
    std::string out = "{";
    for (const auto& [name, value] : members) {
      if (out.size() > 1) out += Flip() ? "," : ", ";
      json::AppendString(name, &out);
      text::Append(&out, Flip() ? ":" : ": ", value);
    }
    return out + "}";
  }
  // With fields that no format knows, or that another one does.
  std::string Record(Members members) {
    static const char* const kNames[] = {
        "id",    "label",  "weight",        "text",     "task",          "input",
        "tools", "system", "output",        "messages", "conversations", "a/b~c",
        "",      "meta",   "source_format", "prompt",   "chosen"};
    for (uint64_t i = Flip() ? 0 : Pick(4); i > 0; --i) {
      std::string name = kNames[Pick(std::size(kNames))];
      bool taken = false;
      for (const auto& member : members) taken = taken || member.first == name;
      bool own = false;
      for (std::string_view known : format->names()) own = own || known == name;
      if (taken || own) continue;
      members.emplace_back(name, name == "meta" && Flip() ? Meta() : Json());
    }
    return Object(std::move(members), Pick(3) == 0);
  }
  std::string Meta() {
    Members members;
    if (Flip()) members.emplace_back("origin", Json());
    if (Pick(4) == 0) members.emplace_back("task", Json());
    if (Pick(4) == 0) members.emplace_back("source_format", Json());
    return Object(std::move(members), false);
  }

  std::string Message(const char* role) {
    Members members = {{"role", text::Cat("\"", role, "\"")}, {"content", Word()}};
    if (Pick(8) == 0) members.emplace_back("name", Flip() ? "null" : "\"n\"");
    if (Pick(8) == 0) members.emplace_back("weight", "0.50");
    if (Pick(16) == 0) members.emplace_back("value", Json());
    if (Pick(16) == 0) members.emplace_back("source", Json());
    return Object(std::move(members), Pick(4) == 0);
  }
  std::string Calls() {
    const bool plain = Flip();
    std::string arguments = Flip() ? R"("{\"a\": 1}")" : R"({"a": [1.0, 1e999]})";
    std::string call =
        plain ? text::Cat(R"({"type":"function","function":{"name":"f","arguments":)", arguments,
                          "}}")
              : text::Cat(R"({"id": "c1", "name": "f", "arguments": )", arguments, "}");
    Members members = {{"role", "\"assistant\""}};
    if (Pick(3) != 0) members.emplace_back("content", Flip() ? "null" : String());
    members.emplace_back(
        "tool_calls", Flip() ? text::Cat("[", call, "]") : text::Cat("[", call, ", ", call, "]"));
    return Object(std::move(members), Pick(4) == 0);
  }
  std::string Messages() {
    std::string out = "[";
    if (Flip()) out += Message(Flip() ? "system" : "developer") + ", ";
    for (uint64_t i = Flip() ? 1 : 1 + Pick(3); i > 0; --i) {
      out += Message("user") + ", ";
      if (Pick(4) == 0) out += Calls() + ", " + Message("tool") + ", ";
      out += Message("assistant");
      if (i > 1) out += ",";
    }
    return out + "]";
  }
  // A text, Alpaca's among them, or messages.
  std::string Prompt() {
    if (Flip()) return Pick(4) == 0 ? Messages() : text::Cat("[", Message("user"), "]");
    if (Pick(3) > 0) return String();
    std::string json;
    json::AppendString(
        text::Cat("Below is an instruction that describes a task. Write a response that "
                  "appropriately completes the request.\n\n### Instruction:\n",
                  Text(), "\n\n### Response:", Pick(4) == 0 ? "\n" : ""),
        &json);
    return json;
  }
  std::string Completion() {
    if (Flip()) return String();
    return Pick(4) == 0 ? Messages() : text::Cat("[", Message("assistant"), "]");
  }
  std::string Turn(const char* from, std::string value) {
    Members members = {{"from", text::Cat("\"", from, "\"")}, {"value", std::move(value)}};
    if (Pick(8) == 0) members.emplace_back("weight", "0.50");
    if (Pick(16) == 0) members.emplace_back("content", Json());
    return Object(std::move(members), Pick(4) == 0);
  }
  std::string Call() {
    static const char* const kCalls[] = {
        R"({"name": "f", "arguments": {"a": 1}})",
        R"({"name":"f","arguments":{"a":1}})",
        R"([{"name": "f", "arguments": {}}, {"name": "g", "arguments": {"x": "y"}}])",
        R"({"name": "f", "arguments": "{}"})",
        R"({"name": "f"})",
        "not JSON",
        "{\n\"name\": \"f\"}"};
    std::string out;
    json::AppendString(kCalls[Pick(std::size(kCalls))], &out);
    return out;
  }
  std::string Conversations(bool answered) {
    std::string out = "[";
    if (Pick(3) == 0) out += Turn("system", Word()) + ", ";
    for (uint64_t i = Flip() ? 1 : 1 + Pick(3); i > 0; --i) {
      out += Turn(Pick(8) == 0 ? "user" : "human", Word());
      if (Pick(4) == 0)
        out += ", " + Turn("function_call", Call()) + ", " + Turn("observation", String());
      if (i > 1 || answered) out += ", " + Turn("gpt", Word());
      if (i > 1) out += ",";
    }
    return out + "]";
  }
  std::string Tools() {
    static const char* const kTools[] = {"[]",
                                         R"([{"name": "f", "parameters": {}}])",
                                         R"([{"name":"f"},{"name":"g"}])",
                                         R"([{"type": "function", "function": {"name": "f"}}])",
                                         R"([{"type":"function","function":{"name":"f"}}])",
                                         "[1]"};
    return kTools[Pick(std::size(kTools))];
  }
  std::string ToolsText() {
    std::string out;
    json::AppendString(Pick(4) == 0 ? Text() : Tools(), &out);
    return out;
  }

  std::string Harmony() {
    const std::string end = Pick(8) == 0 ? "<|return|>" : "<|end|>";
    std::string out;
    if (Pick(3) == 0) out += "<|start|>system<|message|>" + Text() + "<|end|>";
    if (Pick(3) == 0) {
      text::Append(&out, "<|start|>developer<|message|>", Flip() ? "# Instructions\n\n" : "",
                   Text(), "<|end|>");
    }
    for (uint64_t i = Flip() ? 1 : 1 + Pick(3); i > 0; --i) {
      out += "<|start|>user<|message|>" + Text() + "<|end|>";
      if (Pick(3) == 0) out += "<|start|>assistant<|channel|>analysis<|message|>" + Text() + end;
      if (Pick(4) == 0) {
        text::Append(&out, "<|start|>assistant<|channel|>commentary<|message|>", Text(), "<|end|>");
      }
      if (Pick(4) == 0) {
        text::Append(&out, "<|start|>assistant",
                     Flip() ? " to=functions.f<|channel|>commentary <|constrain|>json"
                            : "<|channel|>commentary to=browser.g json",
                     "<|message|>", Text(), "<|call|><|start|>functions.f to=assistant",
                     Flip() ? "<|channel|>commentary" : "", "<|message|>", Text(), "<|end|>");
      }
      text::Append(&out, "<|start|>assistant", Pick(8) == 0 ? "" : "<|channel|>final",
                   "<|message|>", Text(), i == 1 && Flip() ? "<|return|>" : end);
    }
    return out;
  }
  std::string Tagged() {
    std::string out;
    if (Pick(3) == 0) out += "<|system|>\n" + Text() + "\n";
    if (Pick(3) == 0) out += "<|developer|>\n" + Text() + "\n";
    for (uint64_t i = Flip() ? 1 : 1 + Pick(3); i > 0; --i) {
      text::Append(&out, "<|user|>\n", Text(), "\n");
      if (Pick(3) == 0) text::Append(&out, "<|thinking|>\n", Text(), "\n");
      if (Pick(3) == 0) {
        text::Append(&out, "<|tool_call|>\n", R"({"id": "1",)", Flip() ? " " : "\n",
                     R"("name": "f", "arguments": )", Json(), "}\n<|tool_result|>\n", Text(), "\n");
      }
      text::Append(&out, "<|assistant|>\n", Text(), Pick(8) == 0 ? "" : "\n");
      if (out.back() != '\n') out += '\n';
    }
    return out + "<|endoftext|>";
  }

  std::string Make(const Format& of) {
    format = &of;
    std::string_view name = of.name();
    if (name == "task") {
      Members input = {{"instruction", String()}};
      if (Flip()) input.emplace_back("text", String());
      if (Pick(3) == 0) input.emplace_back("json", Json());
      Members members = {{"task", Word()}, {"input", Object(input, Pick(4) == 0)}};
      if (Flip()) {
        members.emplace_back("output", String());
      } else {
        members.emplace_back("chosen", String());
        members.emplace_back("rejected", String());
      }
      return Record(std::move(members));
    }
    if (name == "alpaca") {
      Members members = {{"instruction", String()}};
      if (Pick(8) != 0) members.emplace_back("input", Flip() ? "\"\"" : String());
      members.emplace_back("output", String());
      if (Pick(4) == 0) members.emplace_back("meta", R"({"template": "x", "n": "1", "e": ""})");
      return Record(std::move(members));
    }
    if (name == "text") {
      if (Flip()) return Record({{"text", String()}});
      std::string text =
          "Below is an instruction that describes a task. Write a response that appropriately "
          "completes the request.\n\n### Instruction:\n" +
          Text() + "\n\n### Response:" + (Flip() ? "\n" : "") + Text();
      std::string json;
      json::AppendString(text, &json);
      return Record({{"text", json}});
    }
    if (name == "harmony" || name == "harmony-tags") {
      std::string json;
      json::AppendString(name == "harmony" ? Harmony() : Tagged(), &json);
      return Record({{"text", json}});
    }
    if (name == "messages") {
      Members members = {{"messages", Messages()}};
      if (Pick(3) == 0) members.emplace_back("tools", Flip() ? Tools() : "null");
      return Record(std::move(members));
    }
    if (name == "messages-kto") {
      Members members = {{"messages", Messages()}, {"label", Flip() ? "true" : "false"}};
      if (Pick(3) == 0) members.emplace_back("tools", Flip() ? Tools() : "null");
      return Record(std::move(members));
    }
    if (name == "prompt-completion" || name == "kto") {
      Members members = {{"prompt", Prompt()}, {"completion", Completion()}};
      if (name == "kto") members.emplace_back("label", Flip() ? "true" : "false");
      if (Pick(4) == 0) members.emplace_back("tools", Flip() ? Tools() : "null");
      return Record(std::move(members));
    }
    if (name == "preference-implicit") {
      if (Pick(4) == 0) {
        const std::string prompt = text::Cat("\n\nHuman: ", Text(), "\n\nAssistant:");
        std::string chosen;
        std::string rejected;
        json::AppendString(text::Cat(prompt, Text()), &chosen);
        json::AppendString(text::Cat(prompt, " ", Text()), &rejected);
        return Record({{"chosen", chosen}, {"rejected", rejected}});
      }
      std::string prompt = Pick(4) == 0 ? Messages() : text::Cat("[", Message("user"), "]");
      prompt.back() = ',';
      std::string same = prompt;  // but for how it is written
      if (Pick(4) == 0) same.insert(1, " ");
      return Record({{"chosen", text::Cat(prompt, Message("assistant"), "]")},
                     {"rejected", text::Cat(same, Message("assistant"), "]")}});
    }
    if (name == "preference") {
      if (Flip()) {
        return Record({{"prompt", Word()}, {"chosen", Word()}, {"rejected", String()}});
      }
      std::string prompt = Messages();
      return Record({{"prompt", Flip() ? text::Cat("[", Message("user"), "]") : prompt},
                     {"chosen", Pick(4) == 0 ? Word() : text::Cat("[", Message("assistant"), "]")},
                     {"rejected", text::Cat("[", Message("assistant"), "]")}});
    }
    if (name == "sharegpt" || name == "sharegpt-preference") {
      const bool pair = name != "sharegpt";
      Members members = {{"conversations", Conversations(!pair)}};
      if (pair) {
        members.emplace_back("chosen", Turn("gpt", Word()));
        members.emplace_back("rejected", Turn(Pick(8) == 0 ? "assistant" : "gpt", Word()));
      }
      if (Pick(3) == 0) members.emplace_back("tools", ToolsText());
      if (Pick(4) == 0) members.emplace_back("system", String());
      return Record(std::move(members));
    }
    if (name == "multitask") return Multitask();
    if (name == "tokens") {
      return Record({{"input_ids", Flip() ? "[]" : text::Cat("[0, ", Pick(1000), ",50256]")}});
    }
    if (name == "words") return Record({{"examples", text::Cat("[", String(), ",", Json(), "]")}});
    if (name == "mutation") {
      Members members = {
          {"buggy_code", String()}, {"error_message", String()}, {"fixed_code", String()}};
      if (Flip()) members.emplace_back("repo", Word());
      return Record(std::move(members));
    }
    if (name == "grpo" || name == "eval") {
      Members members = {{"description", String()}};
      if (name == "grpo") members.emplace_back("starter_code", String());
      members.emplace_back("tests", String());
      return Record(std::move(members));
    }
    if (name == "templated") {
      Members members = {{"input", String()}, {"output", String()}};
      if (Flip()) members.emplace_back("template_category", Word());
      if (Flip()) members.emplace_back("separator_style", Flip() ? "null" : Word());
      return Record(std::move(members));
    }
    return Object({{"a", Json()}, {"b", Json()}}, true);
  }

  std::string Multitask() {
    struct Task {
      const char* name;
      const char* input;
      const char* target;
    };
    static const Task kTasks[] = {{"code_completion", "partial_code", "completed_code"},
                                  {"ibis_to_sql", "ibis", "sql"},
                                  {"error_resolution", "broken_code", "fixed_code"},
                                  {"documentation", "code", "docstring"},
                                  {"of somebody else", "this", "that"}};
    const Task& task = kTasks[Pick(std::size(kTasks))];
    Members input = {{task.input, String()}};
    if (Pick(3) == 0) input.emplace_back("style", String());
    if (Pick(3) == 0) input.emplace_back("dialect", Json());
    if (Pick(8) == 0) input.emplace_back("instruction", Json());
    Members target = {{task.target, String()}};
    if (Pick(3) == 0) target.emplace_back("explanation", Json());
    Members members = {{"id", Flip() ? Word() : "7"}, {"task", text::Cat("\"", task.name, "\"")}};
    if (Pick(4) == 0) members.emplace_back("dialect", Flip() ? String() : Json());
    if (Flip()) members.emplace_back("context", Pick(4) == 0 ? Json() : Meta());
    members.emplace_back("input", Object(std::move(input), Flip()));
    members.emplace_back("target", Object(std::move(target), Flip()));
    return Record(std::move(members));
  }

  const Format* format = nullptr;

 private:
  Random random_;
};

class RoundTripTest : public testing::TestWithParam<const Format*> {};

TEST_P(RoundTripTest, GeneratedRecords) {
  const Format& format = *GetParam();
  constexpr int kRecords = 400;
  int held = 0;
  for (int seed = 0; seed < kRecords; ++seed) {
    std::string record = Maker(static_cast<uint64_t>(seed)).Make(format);
    SCOPED_TRACE(text::Cat("seed ", seed, ": ", record));
    held += ExpectRoundTrips(format, record);
    if (HasFailure()) return;
  }
  // Each record comes back from its own format and `any`; most from others as well.
  const bool few = format.name() == "any" || format.name() == "eval" || format.name() == "words" ||
                   format.name() == "tokens";
  EXPECT_GT(held, few ? kRecords - 1 : 2 * kRecords);
}

INSTANTIATE_TEST_SUITE_P(AllFormats, RoundTripTest, testing::ValuesIn(All()), [](const auto& info) {
  std::string name(info.param->name());
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

// Data sets in the directory that JSONL_TOOLS_DATA names, if it is given:
//   bazel test --test_env=JSONL_TOOLS_DATA=... //common/record:round_trip_test
TEST(DataTest, RecordsOfOthersComeBack) {
  const char* directory = std::getenv("JSONL_TOOLS_DATA");
  if (directory == nullptr) GTEST_SKIP() << "JSONL_TOOLS_DATA is not set";
  struct File {
    std::string_view name;
    std::string_view format;
    int formats;  // how many hold each record, at least
  };
  for (const File& file :
       {File{"alpaca_en_demo.json", "alpaca", 7}, File{"alpaca_zh_demo.json", "alpaca", 7},
        File{"dpo_en_demo.json", "sharegpt-preference", 6},
        File{"kto_en_demo.json", "messages-kto", 5},
        File{"glaive_toolcall_en_demo.json", "sharegpt", 3}}) {
    std::ifstream stream(text::Cat(directory, "/", file.name), std::ios::binary);
    if (!stream) continue;
    std::string all((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    Nested nested;
    json::Value list = nested.Parse(all);
    ASSERT_TRUE(list && list.is_array()) << file.name;
    for (json::Value record : list.elements()) {
      const Format& format = Recognise(record);
      ASSERT_EQ(format.name(), file.format);
      std::vector<report::Finding> findings;
      format.Check(record, {.named = true}, &findings);
      ASSERT_TRUE(findings.empty()) << findings[0].message << " " << record.raw();
      std::string line;
      json::AppendCompact(record, &line);
      ASSERT_GE(ExpectRoundTrips(format, line), file.formats) << line;
      if (HasFailure()) return;
    }
  }
}

TEST(RoundTripTest, ASystemThatIsNoStringTakesNoTurnAway) {
  struct Case {
    std::string_view format;
    std::string_view answer;  // the rest of the record
    std::vector<std::string_view> by_way_of;
  };
  const Case cases[] = {
      {"sharegpt", R"({"from":"gpt","value":"a"}])", {"messages"}},
      {"sharegpt-preference",
       R"(],"chosen":{"from":"gpt","value":"c"},"rejected":{"from":"gpt","value":"r"})",
       {"messages", "preference", "sharegpt"}},
  };
  for (const Case& c : cases) {
    for (std::string_view system : {"null", "7", "[]", R"("")", R"("s")"}) {
      std::string record = text::Cat(
          R"({"conversations":[{"from":"system","value":"Be brief"},{"from":"human","value":"q"})",
          c.format == "sharegpt" ? "," : "", c.answer, R"(,"system":)", system, "}");
      for (std::string_view other : c.by_way_of) {
        std::string there;
        std::string back;
        EXPECT_TRUE(Convert(*Find(c.format), *Find(other), record, &there).ok()) << record;
        EXPECT_TRUE(Convert(*Find(other), *Find(c.format), there, &back).ok()) << there;
        EXPECT_EQ(back, record) << "by way of " << other << ":\n" << there;
      }
    }
  }
}

}  // namespace
}  // namespace jsonl::record
