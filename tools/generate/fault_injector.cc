#include "tools/generate/fault_injector.h"

#include <algorithm>
#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"

namespace jsonl::generate {
namespace {

using Kind = JsonTree::Kind;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whether it can be told, without its quotes, where it ended.
bool IsPlain(std::string_view text) {
  if (text.empty() || text.size() > 40 || !IsLetter(text[0])) return false;
  if (text == "true" || text == "false" || text == "null") return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return IsLetter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '_' || c == '-';
  });
}

// Whether a backslash before it makes no escape.
bool MakesNoEscape(char c) {
  return IsLetter(c) && std::string_view("bfnrtu").find(c) == std::string_view::npos;
}

}  // namespace

FaultInjector::FaultInjector(const JsonTree& tree, uint64_t seed) : random_(seed ^ 0x6661756c7473) {
  tokens_.reserve(64);
  Append(tree);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
void FaultInjector::Append(const JsonTree& tree) {
  const auto add_string = [this](std::string_view text, bool key) {
    tokens_.push_back({.kind = '"', .key = key, .text = text});
  };
  if (tree.kind == Kind::kString) return add_string(tree.text, false);
  if (tree.kind == Kind::kOther) {
    tokens_.push_back({.kind = 0, .text = tree.text});
    return;
  }
  const bool object = tree.kind == Kind::kObject;
  const size_t open = tokens_.size();
  tokens_.push_back({.kind = object ? '{' : '['});
  for (size_t i = 0; i < tree.elements.size(); ++i) {
    if (i > 0) tokens_.push_back({.kind = ','});
    if (object) {
      add_string(tree.keys[i], true);
      tokens_.push_back({.kind = ':'});
    }
    Append(tree.elements[i]);
  }
  tokens_[open].partner = static_cast<uint32_t>(tokens_.size());
  tokens_.push_back({.kind = object ? '}' : ']', .partner = static_cast<uint32_t>(open)});
}

void FaultInjector::Change(uint32_t token, std::string to) {
  changes_.push_back(std::move(to));
  tokens_[token].changed = static_cast<uint32_t>(changes_.size());
}

bool FaultInjector::HasPlace(Fault fault, const Token& token) const {
  if (token.changed > 0) return false;
  const auto partner_is_free = [&] { return tokens_[token.partner].changed == 0; };
  const bool closes = token.kind == '}' || token.kind == ']';
  switch (fault) {
    case Fault::kTrailingComma:
      return closes && &token - &tokens_[token.partner] > 1;
    case Fault::kMissingComma:
      return token.kind == ',';
    case Fault::kMissingQuote:
      return token.kind == '"' && IsPlain(token.text);
    case Fault::kWrongBracket:
      return token.kind == '{' && &tokens_[token.partner] - &token > 1 && partner_is_free();
    case Fault::kMalformedEscape:
      return token.kind == '"' && !token.key && !token.text.empty();
    case Fault::kMissingBracket:
      return closes && partner_is_free();
  }
  return false;
}

bool FaultInjector::Add(Fault fault) {
  places_.clear();
  for (uint32_t i = 0; i < tokens_.size(); ++i) {
    if (HasPlace(fault, tokens_[i])) places_.push_back(i);
  }
  if (places_.empty()) return false;
  const uint32_t at = places_[random_.Below(places_.size())];
  const Token& token = tokens_[at];
  Changed changed = {at, at};
  switch (fault) {
    case Fault::kTrailingComma:
      Change(at, std::string(",") + token.kind);
      break;
    case Fault::kMissingComma:
    case Fault::kMissingBracket:
      Change(at, "");
      break;
    case Fault::kMissingQuote:
      Change(at, std::string(token.text));
      break;
    case Fault::kWrongBracket:
      Change(at, "[");
      Change(token.partner, "]");
      changed.last = token.partner;
      break;
    case Fault::kMalformedEscape: {
      std::string text;
      json::AppendEscaped(token.text, &text);
      std::vector<size_t> letters;
      bool escaped = false;
      for (size_t i = 0; i < text.size(); ++i) {
        if (!escaped && MakesNoEscape(text[i])) letters.push_back(i);
        escaped = !escaped && text[i] == '\\';
      }
      if (letters.empty() || random_.Below(2) == 0) {
        text += '\\';
      } else {
        text.insert(letters[random_.Below(letters.size())], 1, '\\');
      }
      Change(at, text::Cat("\"", text, "\""));
      break;
    }
  }
  faults_.push_back(changed);
  return true;
}

size_t FaultInjector::AddAny(size_t count) {
  const size_t before = faults_.size();
  std::vector<Fault> kinds;
  for (size_t i = 0; i < kFaultNames.size(); ++i) {
    kinds.push_back(static_cast<Fault>(i));
    std::swap(kinds.back(), kinds[random_.Below(kinds.size())]);
  }
  while (!kinds.empty() && faults_.size() - before < count) {
    for (size_t i = 0; i < kinds.size() && faults_.size() - before < count;) {
      if (Add(kinds[i])) {
        ++i;
      } else {
        kinds.erase(kinds.begin() + static_cast<ptrdiff_t>(i));
      }
    }
  }
  return faults_.size() - before;
}

void FaultInjector::MendSome() {
  const size_t mended = std::max<size_t>(1, faults_.size() / 2);
  for (size_t i = 0; i < mended; ++i) {
    tokens_[faults_[i].first].changed = 0;
    tokens_[faults_[i].last].changed = 0;
  }
  faults_.erase(faults_.begin(), faults_.begin() + static_cast<ptrdiff_t>(mended));
}

void FaultInjector::Write(std::string* out) const {
  for (const Token& token : tokens_) {
    if (token.changed > 0) {
      *out += changes_[token.changed - 1];
    } else if (token.kind == '"') {
      json::AppendString(token.text, out);
    } else if (token.kind == 0) {
      *out += token.text;
    } else {
      out->push_back(token.kind);
    }
    if (token.kind == ',' || token.kind == ':') out->push_back(' ');
  }
}

}  // namespace jsonl::generate
