#include "tools/generate/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <exception>
#include <sstream>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {
namespace {

using report::Code;

uint32_t LineOf(const YAML::Mark& mark) {
  return mark.line < 0 ? 1 : static_cast<uint32_t>(mark.line) + 1;
}

// What is mostly behind an error of yaml-cpp, which tells no more than where it gave up.
std::string_view HintOf(std::string_view text, const YAML::Mark& mark, std::string_view message) {
  size_t begin = 0;
  for (int line = 0; line < mark.line && begin < text.size(); ++line) {
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  }
  const size_t indent = std::min(text.find_first_not_of(" \t", begin), text.size());
  if (text.substr(begin, indent - begin).find('\t') != text.npos) {
    return ": indent with spaces, not with tabs";
  }
  const bool of_structure =
      message.find("map") != message.npos || message.find("end of") != message.npos;
  return of_structure ? ": a text with ': ', ' #', quotes or braces needs quotes around it, and "
                        "other quotes within"
                      : "";
}

// What the handler stops yaml-cpp with.
struct Refused {
  LineFinding finding;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::vector<YamlNode>* documents) : documents_(documents) {}

  void OnDocumentStart(const YAML::Mark&) override { open_.clear(); }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    if (open_.empty()) return;  // an empty document
    YamlNode node;
    node.plain = true;
    Add(mark, std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Refuse(mark, Code::kInvalidYaml, "Aliases (*name) are not taken: write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    YamlNode node;
    node.plain = tag == "?";
    if (tag != "?" && tag != "!" && tag != "tag:yaml.org,2002:str") node.tag = tag;
    node.text = value;
    Add(mark, std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Open(mark, YamlNode::Kind::kSequence, tag);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Open(mark, YamlNode::Kind::kMapping, tag);
  }
  void OnMapEnd() override { Close(); }

 private:
  [[noreturn]] static void Refuse(const YAML::Mark& mark, Code code, std::string message) {
    throw Refused{{LineOf(mark), {code, "", std::move(message)}}};
  }

  void Count(const YAML::Mark& mark) {
    if (++nodes_ > kMaxYamlNodes) {
      Refuse(mark, Code::kInvalidYaml,
             text::Cat("More than ", kMaxYamlNodes, " values in one file"));
    }
  }

  void Open(const YAML::Mark& mark, YamlNode::Kind kind, const std::string& tag) {
    Count(mark);
    if (open_.size() == kMaxYamlDepth) {
      Refuse(mark, Code::kTooDeep, text::Cat("Nested more than ", kMaxYamlDepth, " deep"));
    }
    YamlNode node;
    node.kind = kind;
    if (tag != "?" && tag != "!") node.tag = tag;
    node.line = LineOf(mark);
    open_.push_back(std::move(node));
  }

  void Close() {
    YamlNode node = std::move(open_.back());
    open_.pop_back();
    Attach(std::move(node));
  }

  void Add(const YAML::Mark& mark, YamlNode node) {
    Count(mark);
    node.line = LineOf(mark);
    Attach(std::move(node));
  }

  void Attach(YamlNode node) {
    (open_.empty() ? *documents_ : open_.back().children).push_back(std::move(node));
  }

  std::vector<YamlNode>* documents_;
  std::vector<YamlNode> open_;  // each in the one before
  size_t nodes_ = 0;
};

// By the core schema of YAML 1.2, section 10.3.2, but that numbers in other bases are texts.
bool IsNumber(std::string_view text) {
  size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  const std::string_view rest = text.substr(i);
  if (rest == ".inf" || rest == ".Inf" || rest == ".INF" || text == ".nan" || text == ".NaN" ||
      text == ".NAN") {
    return true;
  }
  const auto digits = [&] {
    const size_t begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - begin;
  };
  size_t count = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    count += digits();
  }
  if (count == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

template <size_t N>
bool IsOneOf(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

std::string_view YamlNode::TypeName() const {
  if (kind == Kind::kSequence) return "a list";
  if (kind == Kind::kMapping) return "a mapping";
  if (!plain) return "a string";
  static constexpr std::array<std::string_view, 5> kNull = {"", "~", "null", "Null", "NULL"};
  static constexpr std::array<std::string_view, 6> kBool = {"true",  "True",  "TRUE",
                                                            "false", "False", "FALSE"};
  if (IsOneOf(text, kNull)) return "null";
  if (IsOneOf(text, kBool)) return "true or false";
  return IsNumber(text) ? "a number" : "a string";
}

const YamlNode* FindMember(const YamlNode& mapping, std::string_view key) {
  for (size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
    if (mapping.children[i].text == key) return &mapping.children[i + 1];
  }
  return nullptr;
}

void ReadYaml(std::string_view text, std::vector<YamlNode>* documents,
              std::vector<LineFinding>* findings) {
  if (const size_t bad = text::FindInvalidUtf8(text); bad != text.size()) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(bad), '\n');
    findings->push_back({static_cast<uint32_t>(line) + 1,
                         {Code::kInvalidUtf8, "", "The file is no UTF-8 from here on"}});
    return;
  }
  if (const size_t null = text.find('\0'); null != text.npos) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(null), '\n');
    findings->push_back({static_cast<uint32_t>(line) + 1,
                         {Code::kInvalidYaml, "", "U+0000 is not allowed in YAML"}});
    return;
  }
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder(documents);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (Refused& refused) {
    findings->push_back(std::move(refused.finding));
  } catch (const YAML::Exception& error) {
    findings->push_back(
        {LineOf(error.mark),
         {Code::kInvalidYaml, "",
          text::Cat("Invalid YAML: ", error.msg, HintOf(text, error.mark, error.msg))}});
  } catch (const std::exception& error) {  // such as std::out_of_range of a number in a directive
    findings->push_back({1, {Code::kInvalidYaml, "", text::Cat("Invalid YAML: ", error.what())}});
  }
}

}  // namespace jsonl::generate
