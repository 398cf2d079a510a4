// Writes HTML that is well-formed XML, too, so that any reader of either takes it, and a test can
// prove that nothing in it came from the data as markup.

#ifndef JSONL_TOOLS_STATS_HTML_WRITER_H_
#define JSONL_TOOLS_STATS_HTML_WRITER_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jsonl::stats::html {

// The text with escapes for what is not seen, or would change how the text around it is seen:
// control characters (\n, \x1b), marks that set the direction of writing, characters without width,
// and those that XML forbids (\u202e). U+FFFD stands for bytes that are no UTF-8.
std::string Visible(std::string_view text);

// Appends a visible text for use between tags or within quotes.
void AppendEscaped(std::string_view text, std::string* out);

// Left out if the value is empty.
struct Attribute {
  std::string_view name;
  std::string_view value;
};
using Attributes = std::initializer_list<Attribute>;

class Writer {
 public:
  void Begin(std::string_view tag, Attributes attributes = {});
  // Ends the element that began last.
  void End();
  // One that has no content, as <meta/>.
  void Void(std::string_view tag, Attributes attributes = {});
  void Text(std::string_view text);
  // One that holds a text.
  void Element(std::string_view tag, std::string_view text) { Element(tag, {}, text); }
  void Element(std::string_view tag, Attributes attributes, std::string_view text);

  // A name or value from the data: the beginning of it, apart from the direction of the text
  // around it.
  void Name(std::string_view name);

  // Takes markup as it is.
  void Raw(std::string_view markup) { out_ += markup; }
  void NewLine() { out_ += '\n'; }

  std::string Take() { return std::move(out_); }

 private:
  void Start(std::string_view tag, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

// An element, as long as it lives.
class Tag {
 public:
  explicit Tag(Writer& writer, std::string_view tag, Attributes attributes = {}) : writer_(writer) {
    writer_.Begin(tag, attributes);
  }
  ~Tag() { writer_.End(); }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;

 private:
  Writer& writer_;
};

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_WRITER_H_
