// A parsed JSON text, kept as the spans of its values.
//
// A Document does not copy what it was parsed from: every value knows its bytes as written
// (Value::raw), so numbers of any size, key order and spacing survive. Strings that contain
// escapes are decoded once, while parsing. A Document is filled by json::Parser and stays valid
// until that parser parses the next text, or the text itself goes away.

#ifndef JSONL_COMMON_JSON_DOCUMENT_H_
#define JSONL_COMMON_JSON_DOCUMENT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/json/name.h"

namespace jsonl::json {

enum class Type : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

// "a string", "an array" ...: for messages.
std::string_view TypeName(Type type);

// One value, or one member's key, in document order. A container is followed by its children; in
// an object each key stands before its value.
struct Node {
  uint32_t begin;  // offset of the first byte, as written
  uint32_t end;    // offset past the last byte
  // Containers: the index of the node after the last descendant.
  // Strings: where the decoded text starts among the decoded bytes, or kAsWritten.
  uint32_t link;
  // Containers: the number of elements or members. Strings: the length of the decoded text.
  uint32_t count;

  static constexpr uint32_t kAsWritten = 0xffffffff;
};

// What all values of a document share.
struct Document {
  const char* text = nullptr;     // what node offsets count from
  const char* decoded = nullptr;  // decoded strings
  const Node* nodes = nullptr;    // nodes[0] is the root
  uint32_t size = 0;              // number of nodes
};

class Value;
struct Member;

// The elements of an array, for range-for.
class Elements;
// The members of an object, for range-for, in the order written.
class Members;

// A value of a document: two words, to be passed by value. A default-made Value is "absent".
class Value {
 public:
  Value() = default;
  Value(const Document& document, uint32_t index) : document_(&document), index_(index) {}
  static Value Root(const Document& document) { return Value(document, 0); }

  // False for an absent value; all other members need a present one.
  explicit operator bool() const { return document_ != nullptr; }

  Type type() const;
  bool is_object() const { return first() == '{'; }
  bool is_array() const { return first() == '['; }
  bool is_string() const { return first() == '"'; }
  bool is_number() const { return first() == '-' || (first() >= '0' && first() <= '9'); }
  bool is_bool() const { return first() == 't' || first() == 'f'; }
  bool is_null() const { return first() == 'n'; }

  // The bytes as written, quotes and all.
  std::string_view raw() const {
    return {document_->text + node().begin, node().end - node().begin};
  }
  // The decoded text of a string.
  std::string_view string() const;
  // Of a string: whether it was written without any escape.
  bool as_written() const { return node().link == Node::kAsWritten; }
  // Of a bool.
  bool boolean() const { return first() == 't'; }
  // The number of elements or members of a container.
  uint32_t size() const { return node().count; }
  // The number of bytes of the decoded text of a string.
  uint32_t string_size() const { return node().count; }

  // The first member of that name; absent when there is none or this is no object.
  Value Find(const Name& name) const;
  // The element at that position; absent when there is none or this is no array.
  Value At(uint32_t position) const;

  Elements elements() const;  // of an array
  Members members() const;    // of an object

  // Offset of the first byte from where the document's offsets count.
  uint32_t begin() const { return node().begin; }
  uint32_t index() const { return index_; }
  const Document& document() const { return *document_; }
  // The index of the node that follows this value and all in it.
  uint32_t next() const {
    char c = first();
    return c == '{' || c == '[' ? node().link : index_ + 1;
  }

 private:
  const Node& node() const { return document_->nodes[index_]; }
  char first() const { return document_->text[node().begin]; }

  const Document* document_ = nullptr;
  uint32_t index_ = 0;
};

// A member of an object.
struct Member {
  Value key;  // a string
  Value value;
  std::string_view name() const { return key.string(); }
  // The bytes as written, from the key's first to the value's last.
  std::string_view raw() const {
    return {key.raw().data(), value.begin() - key.begin() + value.raw().size()};
  }
};

class Elements {
 public:
  class Iterator {
   public:
    Iterator(const Document* document, uint32_t index) : document_(document), index_(index) {}
    Value operator*() const { return Value(*document_, index_); }
    Iterator& operator++() {
      index_ = Value(*document_, index_).next();
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const Document* document_;
    uint32_t index_;
  };

  explicit Elements(Value array) : array_(array) {}
  Iterator begin() const { return {&array_.document(), array_.index() + 1}; }
  Iterator end() const { return {&array_.document(), array_.next()}; }

 private:
  Value array_;
};

class Members {
 public:
  class Iterator {
   public:
    Iterator(const Document* document, uint32_t index) : document_(document), index_(index) {}
    Member operator*() const { return {Value(*document_, index_), Value(*document_, index_ + 1)}; }
    Iterator& operator++() {
      index_ = Value(*document_, index_ + 1).next();
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const Document* document_;
    uint32_t index_;
  };

  explicit Members(Value object) : object_(object) {}
  Iterator begin() const { return {&object_.document(), object_.index() + 1}; }
  Iterator end() const { return {&object_.document(), object_.next()}; }

 private:
  Value object_;
};

inline Type Value::type() const {
  // By the first byte.
  static constexpr auto kTypes = [] {
    std::array<Type, 256> types;
    types.fill(Type::kNumber);
    types['{'] = Type::kObject;
    types['['] = Type::kArray;
    types['"'] = Type::kString;
    types['t'] = types['f'] = Type::kBool;
    types['n'] = Type::kNull;
    return types;
  }();
  return kTypes[static_cast<unsigned char>(first())];
}

inline Elements Value::elements() const { return Elements(*this); }
inline Members Value::members() const { return Members(*this); }

inline std::string_view Value::string() const {
  const Node& n = node();
  if (n.link == Node::kAsWritten) return {document_->text + n.begin + 1, n.end - n.begin - 2};
  return {document_->decoded + n.link, n.count};
}

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_DOCUMENT_H_
