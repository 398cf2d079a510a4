#include "common/tokenizer/hugging_face.h"

#include <re2/re2.h>

#include <optional>
#include <string_view>
#include <utility>

#include "common/json/parser.h"
#include "common/json/syntax_error.h"
#include "common/text/strings.h"
#include "common/tokenizer/byte_alphabet.h"
#include "common/tokenizer/known_splitters.h"

namespace jsonl::tokenizer {
namespace {

using json::Value;

absl::Status Unsupported(std::string_view what) {
  return absl::InvalidArgumentError(
      text::Cat(what, "; byte-level BPE tokenizers are supported (GPT-2, Llama 3, Qwen, ...)"));
}

bool IsTrue(Value value) { return value && value.is_bool() && value.boolean(); }

// Absent, null, false or "".
bool IsUnset(Value value) {
  return !value || value.is_null() || (value.is_bool() && !value.boolean()) ||
         (value.is_string() && value.string().empty());
}

std::string_view Text(Value value) { return value && value.is_string() ? value.string() : ""; }

std::string_view TypeOf(Value object) { return object ? Text(object.Find("type")) : ""; }

std::optional<Token> Number(Value value) {
  Token token = 0;
  if (!value || !value.is_number() || !absl::SimpleAtoi(text::ToAbsl(value.raw()), &token)) {
    return std::nullopt;
  }
  return token;
}

absl::Status ReadVocabulary(Value vocab, Vocabulary* out) {
  if (!vocab || !vocab.is_object()) return Unsupported("no model.vocab");
  for (const json::Member& member : vocab.members()) {
    const std::optional<Token> token = Number(member.value);
    if (!token.has_value()) {
      return absl::InvalidArgumentError(
          text::Cat("model.vocab: '", member.name(), "' has no number"));
    }
    // What is no text of bytes is an added token, which is listed again elsewhere.
    std::optional<std::string> bytes = BytesOf(member.name());
    if (!bytes.has_value()) continue;
    if (absl::Status status = out->Add(*std::move(bytes), *token); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// A merge is "left right" or ["left", "right"].
absl::Status ReadMerges(Value merges, Vocabulary* out) {
  if (!merges || !merges.is_array()) return Unsupported("no model.merges");
  for (Value merge : merges.elements()) {
    std::string_view left;
    std::string_view right;
    if (merge.is_string()) {
      const std::string_view pair = merge.string();
      const size_t space = pair.find(' ');
      if (space != pair.npos) {
        left = pair.substr(0, space);
        right = pair.substr(space + 1);
      }
    } else if (merge.is_array() && merge.size() == 2) {
      left = Text(merge.At(0));
      right = Text(merge.At(1));
    }
    const std::optional<std::string> first = BytesOf(left);
    const std::optional<std::string> second = BytesOf(right);
    if (!first.has_value() || !second.has_value()) {
      return Unsupported(text::Cat("model.merges: ", merge.raw()));
    }
    const Token first_token = out->Find(*first);
    const Token second_token = out->Find(*second);
    const Token merged = out->Find(*first + *second);
    if (first_token == kNoToken || second_token == kNoToken || merged == kNoToken) {
      return absl::InvalidArgumentError(
          text::Cat("model.merges: ", merge.raw(), " is of tokens that model.vocab has not"));
    }
    out->AddMerge(first_token, second_token, merged);
  }
  return absl::OkStatus();
}

absl::Status ReadModel(Value model, Vocabulary* out) {
  if (!model || !model.is_object()) return Unsupported("no model");
  const std::string_view type = TypeOf(model);
  if (type != "BPE" && !(type.empty() && model.Find("merges"))) {
    return Unsupported(text::Cat("a model of type '", type, "'"));
  }
  for (std::string_view name :
       {"byte_fallback", "continuing_subword_prefix", "end_of_word_suffix", "dropout"}) {
    if (!IsUnset(model.Find(name))) return Unsupported(text::Cat("a model with ", name));
  }
  if (absl::Status status = ReadVocabulary(model.Find("vocab"), out); !status.ok()) return status;
  if (IsTrue(model.Find("ignore_merges"))) out->PreferWholePieces();
  return ReadMerges(model.Find("merges"), out);
}

absl::Status ReadNormalizer(Value normalizer, bool* nfc) {
  if (IsUnset(normalizer)) return absl::OkStatus();
  const std::string_view type = TypeOf(normalizer);
  if (type == "NFC") {
    *nfc = true;
    return absl::OkStatus();
  }
  Value list = normalizer.Find("normalizers");
  if (type != "Sequence" || !list || !list.is_array()) {
    return Unsupported(text::Cat("a normalizer of type '", type, "'"));
  }
  for (Value part : list.elements()) {
    if (absl::Status status = ReadNormalizer(part, nfc); !status.ok()) return status;
  }
  return absl::OkStatus();
}

class PreTokenizerReader {
 public:
  explicit PreTokenizerReader(PreTokenizer* out) : out_(out) {}

  absl::Status Read(Value value) {
    if (absl::Status status = ReadOne(value); !status.ok()) return status;
    if (!byte_level_) return Unsupported("a pre_tokenizer without ByteLevel");
    return absl::OkStatus();
  }

 private:
  absl::Status ReadOne(Value value) {
    const std::string_view type = TypeOf(value);
    if (type == "Sequence") {
      Value list = value.Find("pretokenizers");
      if (!list || !list.is_array()) return Unsupported("a pre_tokenizer of nothing");
      for (Value part : list.elements()) {
        if (absl::Status status = ReadOne(part); !status.ok()) return status;
      }
      return absl::OkStatus();
    }
    if (type == "ByteLevel") return ReadByteLevel(value);
    if (type == "Split") return ReadSplit(value);
    if (type == "Digits") {
      return AddPattern(IsTrue(value.Find("individual_digits")) ? R"(\p{N})" : R"(\p{N}+)");
    }
    return Unsupported(text::Cat("a pre_tokenizer of type '", type, "'"));
  }

  absl::Status ReadByteLevel(Value value) {
    byte_level_ = true;
    if (IsTrue(value.Find("add_prefix_space"))) {
      // It would come before every piece.
      if (steps_ > 0) return Unsupported("a pre_tokenizer that cuts before it adds a space");
      out_->SetPrefixSpace();
    }
    Value use_regex = value.Find("use_regex");
    return !use_regex || IsTrue(use_regex) ? AddPattern(kGpt2Pattern) : absl::OkStatus();
  }

  absl::Status ReadSplit(Value value) {
    const std::string_view behavior = Text(value.Find("behavior"));
    std::string pattern;
    if (Value regex = value.Find("pattern")) {
      pattern = Text(regex.Find("Regex"));
      if (pattern.empty()) pattern = RE2::QuoteMeta(std::string(Text(regex.Find("String"))));
    }
    if (pattern.empty()) return Unsupported("a Split without a pattern");
    // To remove what does not match is to isolate what does, where all the text matches.
    const bool keeps_all =
        behavior == "Isolated" || (behavior == "Removed" && IsTrue(value.Find("invert")) &&
                                   KnownSplitter(pattern) != nullptr);
    if (!keeps_all) return Unsupported(text::Cat("a Split that is ", behavior));
    return AddPattern(pattern);
  }

  absl::Status AddPattern(std::string_view pattern) {
    absl::StatusOr<std::unique_ptr<Splitter>> splitter = SplitterFor(pattern);
    if (!splitter.ok()) return splitter.status();
    out_->AddStep(*std::move(splitter));
    ++steps_;
    return absl::OkStatus();
  }

  PreTokenizer* out_;
  bool byte_level_ = false;
  int steps_ = 0;
};

absl::Status ReadAddedTokens(Value list, AddedTokens* out) {
  if (!list || !list.is_array()) return absl::OkStatus();
  for (Value value : list.elements()) {
    const std::optional<Token> token = Number(value.Find("id"));
    if (!token.has_value()) return absl::InvalidArgumentError("added_tokens: one has no id");
    const std::string_view content = Text(value.Find("content"));
    if (IsTrue(value.Find("single_word"))) {
      return Unsupported(text::Cat("the added token '", content, "', a single_word"));
    }
    out->Add(
        {std::string(content), *token, IsTrue(value.Find("lstrip")), IsTrue(value.Find("rstrip"))});
  }
  return absl::OkStatus();
}

// By its usual names: those of GPT-2 and Qwen, Llama 3, DeepSeek, Mistral, Gemma.
Token EndOfText(const AddedTokens& added) {
  for (std::string_view name :
       {"<|endoftext|>", "<|end_of_text|>", "<｜end▁of▁sentence｜>", "</s>", "<eos>"}) {
    if (const Token token = added.Find(name); token != kNoToken) return token;
  }
  return kNoToken;
}

}  // namespace

absl::Status ReadHuggingFace(std::string& json, Tokenizer* tokenizer) {
  const size_t size = json.size();
  json.append(json::Parser::kPadding, '\0');
  json::Parser parser;
  if (json::SyntaxError error = parser.Parse(std::string_view(json).substr(0, size))) {
    return absl::InvalidArgumentError(text::Cat(
        "no valid JSON: ", json::Describe(error, std::string_view(json).substr(0, size))));
  }
  Value root = parser.root();
  absl::Status status = ReadModel(root.Find("model"), &tokenizer->vocabulary);
  if (status.ok()) status = ReadNormalizer(root.Find("normalizer"), &tokenizer->normalize);
  if (status.ok()) {
    Value steps = root.Find("pre_tokenizer");
    status = IsUnset(steps) ? Unsupported("no pre_tokenizer")
                            : PreTokenizerReader(&tokenizer->pre_tokenizer).Read(steps);
  }
  if (status.ok()) status = ReadAddedTokens(root.Find("added_tokens"), &tokenizer->added);
  tokenizer->end_of_text = EndOfText(tokenizer->added);
  return status;
}

}  // namespace jsonl::tokenizer
