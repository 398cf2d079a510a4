// Format::Write: an example as a record; meta.h says how records are converted.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "common/json/pointer.h"
#include "common/json/writer.h"
#include "common/record/chat.h"
#include "common/record/format.h"
#include "common/record/meta.h"
#include "common/record/nested.h"
#include "common/record/prompt.h"
#include "common/record/registry.h"
#include "common/record/restore.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

using Meta = WriteOptions::Meta;

bool IsModelled(const Field& field) { return field.json().empty(); }

// Writes the members of one object.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string* out) : out_(out) { out_->push_back('{'); }
  void End() { out_->push_back('}'); }

  void Name(std::string_view name) {
    if (out_->back() != '{') out_->push_back(',');
    json::AppendString(name, out_);
    out_->push_back(':');
  }
  void Raw(std::string_view name, std::string_view json) {
    Name(name);
    out_->append(json);
  }
  // A name that needs no escapes.
  void PlainName(std::string_view name) {
    out_->append(out_->back() == '{' ? "\"" : ",\"");
    out_->append(name);
    out_->append("\":");
  }
  // A modelled field, if there is a value.
  absl::Status Value(const Format& format, size_t key, const Example& example,
                     const Format::WriteContext& context) {
    size_t before = out_->size();
    PlainName(format.names()[key]);
    size_t begin = out_->size();
    absl::Status status = format.AppendValue(key, example, context, out_);
    if (out_->size() == begin) out_->resize(before);
    return status;
  }

 private:
  std::string* out_;
};

// The key of a name; names().size() if it has none.
size_t KeyOf(const Format& format, std::string_view name) {
  absl::Span<const std::string_view> names = format.names();
  for (size_t key = 0; key < names.size(); ++key) {
    if (names[key].size() == name.size() && names[key] == name) return key;
  }
  return names.size();
}

absl::Status NoValue(const Format& format, const Field& field) {
  return absl::InvalidArgumentError(text::Cat("field '", text::Shortened(field.name()),
                                              "' has no value, and the format ", format.name(),
                                              " has no such field"));
}

// Appends the members of an object as they are; the closed format's meta on request.
void AppendFlat(std::string_view json, const Format& target, ObjectWriter* writer) {
  thread_local Nested nested;
  json::Value root = nested.Parse(json);
  if (!root || !root.is_object()) return;
  for (json::Member member : root.members()) {
    if (KeyOf(target, member.name()) == target.names().size()) {
      writer->Raw(member.name(), member.value.raw());
    }
  }
}

absl::Status WriteSame(const Format& format, const Example& example, const WriteOptions& options,
                       std::string* out) {
  const Format::WriteContext context{.options = options};
  ObjectWriter writer(out);
  for (const Field& field : example.fields()) {
    if (IsModelled(field)) {
      const size_t key = KeyOf(format, field.name());
      if (key >= format.names().size()) return NoValue(format, field);
      absl::Status status = writer.Value(format, key, example, context);
      if (!status.ok()) return status;
    } else if (field.name() != kMeta || options.meta == Meta::kNest || !format.traits().closed) {
      writer.Raw(field.name(), field.json());
    } else if (options.meta == Meta::kFlatten) {
      AppendFlat(field.json(), format, &writer);
    }
  }
  writer.End();
  return absl::OkStatus();
}

// A conversion.
class Conversion {
 public:
  Conversion(const Format& source, const Format& target, const Example& example,
             const WriteOptions& options)
      : source_(source), target_(target), example_(example), options_(options) {}

  absl::Status Write(std::string* out) {
    absl::Status status = Sort();
    if (!status.ok()) return status;
    ObjectWriter writer(out);
    bool written = false;
    for (int i = 0; i < example_.fields_size(); ++i) {
      const Field& field = example_.fields(i);
      if (places_[static_cast<size_t>(i)] == Place::kInPlace) {
        writer.Raw(field.name(), field.json());
      } else if (IsModelled(field) && !written) {
        written = true;
        for (size_t key = 0; key < target_.names().size(); ++key) {
          status = writer.Value(target_, key, example_, {.options = options_});
          if (!status.ok()) return status;
        }
      }
    }
    if (!written) {
      return absl::InvalidArgumentError(text::Cat("a record of the format ", source_.name(),
                                                  " cannot become one of ", target_.name(),
                                                  ": name the format that it has"));
    }
    status = WriteMeta(out, &writer);
    writer.End();
    return status;
  }

 private:
  enum class Place : uint8_t { kCarried, kKept, kInPlace, kOwnMeta };

  // Decides where each field goes.
  absl::Status Sort() {
    const Format::Traits from = source_.traits();
    const Format::Traits to = target_.traits();
    const bool told = !to.single_text || TextTells(example_);
    uint32_t seen = 0;
    size_t next_key = 0;
    bool usual = true;
    bool ended = false;  // the run of modelled fields
    bool kept = false;
    const int count = example_.fields_size();
    for (int i = 0; i < count; ++i) {
      const Field& field = example_.fields(i);
      Place place = Place::kInPlace;
      if (IsModelled(field)) {
        size_t key = KeyOf(source_, field.name());
        if (key >= source_.names().size()) return NoValue(source_, field);
        usual = usual && !ended && key >= next_key;
        next_key = key + 1;
        seen |= 1u << key;
        place = told && source_.Carries(key, example_, target_) ? Place::kCarried : Place::kKept;
      } else {
        ended = ended || seen != 0;
        if (field.name() == kMeta && own_meta_ < 0) {
          own_meta_ = i;
          place = Place::kOwnMeta;
        } else if (field.name() == kMeta || KeyOf(source_, field.name()) < source_.names().size()) {
          if (Count(field.name()) > 1) {
            return absl::InvalidArgumentError(
                text::Cat("field '", text::Shortened(field.name()), "' occurs twice"));
          }
          place = Place::kKept;
          usual = false;
        } else if (to.closed || KeyOf(target_, field.name()) < target_.names().size()) {
          place = Place::kKept;
          usual = false;
        }
      }
      kept = kept || place == Place::kKept;
      places_.push_back(place);
    }
    usual = usual && (seen & from.required) == from.required &&
            (seen & ~(from.required | from.optional)) == 0;
    // Chats that are lists of turns on both sides are exchanged in place, and come back so.
    const bool alike = from.turns && to.turns && from.pair == to.pair && !example_.has_prompt();
    needs_meta_ = !alike || kept || !usual;
    if (own_meta_ >= 0 && !needs_meta_) {
      places_[static_cast<size_t>(own_meta_)] = Place::kInPlace;
      own_meta_ = -1;
    }
    if (own_meta_ >= 0) {
      meta_ = nested_meta().Parse(example_.fields(own_meta_).json());
      merge_ = meta_.is_object() && !Clashes();
      usual = usual && own_meta_ == count - 1 && (!merge_ || meta_.size() > 0);
    }
    usual_ = usual;
    return absl::OkStatus();
  }

  int Count(std::string_view name) const {
    int count = 0;
    for (const Field& field : example_.fields()) count += field.name() == name;
    return count;
  }

  static Nested& nested_meta() {
    thread_local Nested nested;
    return nested;
  }

  // Whether a member of the source's meta has the name of something that is added to it.
  bool Clashes() const {
    absl::InlinedVector<std::string_view, 16> names;
    names.reserve(static_cast<size_t>(example_.fields_size()));
    for (const Field& field : example_.fields()) names.push_back(field.name());
    std::sort(names.begin(), names.end());
    for (json::Member member : meta_.members()) {
      std::string_view name = member.name();
      if (name == kMeta || IsSourceFormat(name)) return true;
      if (KeyOf(source_, name) < source_.names().size()) return true;
      if (std::binary_search(names.begin(), names.end(), name)) return true;
    }
    return false;
  }

  absl::Status WriteMeta(std::string* out, ObjectWriter* object) {
    if (!needs_meta_ || options_.meta == Meta::kDrop) return absl::OkStatus();
    const bool nest = options_.meta == Meta::kNest;
    const bool strings = target_.traits().closed && nest;
    ObjectWriter* writer = object;
    if (nest) {
      object->PlainName(kMeta);
      nested_object_.emplace(out);
      writer = &*nested_object_;
    }
    absl::Status status;
    auto put = [&](std::string_view name, std::string_view json) {
      if (!nest && KeyOf(target_, name) < target_.names().size()) {
        if (!options_.drop_losses) {
          status = absl::InvalidArgumentError(
              text::Cat("field '", text::Shortened(name),
                        "' has no room beside the target's field of that name"));
        }
        return;
      }
      if (nest && IsSourceFormat(name)) {
        writer->Name(text::Cat(name, "_"));
      } else {
        writer->Name(name);
      }
      if (strings) {
        AppendAsString(json, out);
      } else {
        out->append(json);
      }
    };
    if (own_meta_ >= 0 && (merge_ || (!nest && meta_.is_object()))) {
      for (json::Member member : meta_.members()) put(member.name(), member.value.raw());
    }
    for (int i = 0; i < example_.fields_size(); ++i) {
      const Field& field = example_.fields(i);
      if (places_[static_cast<size_t>(i)] != Place::kKept) continue;
      if (!IsModelled(field)) {
        put(field.name(), field.json());
        continue;
      }
      size_t key = KeyOf(source_, field.name());
      if (!strings && nest) {
        status = writer->Value(source_, key, example_, {.options = options_});
      } else {
        scratch_.clear();
        status = source_.AppendValue(key, example_, {.options = options_}, &scratch_);
        if (status.ok()) put(field.name(), scratch_);
      }
      if (!status.ok()) return status;
    }
    if (nest) {
      if (own_meta_ >= 0 && !merge_) put(kMeta, example_.fields(own_meta_).json());
      WriteSourceFormat(writer, out);
      writer->End();
    }
    return status;
  }

  void WriteSourceFormat(ObjectWriter* writer, std::string* out) {
    writer->PlainName(kSourceFormat);
    scratch_.assign(source_.name());
    if (!usual_) {
      for (const Field& field : example_.fields())
        json::AppendPointerToken(field.name(), &scratch_);
    }
    json::AppendString(scratch_, out);
  }

  const Format& source_;
  const Format& target_;
  const Example& example_;
  const WriteOptions& options_;
  absl::InlinedVector<Place, 16> places_;
  bool needs_meta_ = false;
  bool usual_ = true;
  int own_meta_ = -1;   // the source's own meta, if it cannot stay in place
  json::Value meta_;    // ... parsed
  bool merge_ = false;  // ... its members go to the target's
  std::optional<ObjectWriter> nested_object_;
  std::string scratch_;
};

}  // namespace

absl::Status Format::Write(const Example& example, const WriteOptions& options,
                           std::string* out) const {
  const Format* source = record::Find(text::FromAbsl(text::ToAbsl(example.format())));
  if (source == nullptr) {
    return absl::InvalidArgumentError(
        text::Cat("unknown format '", text::Shortened(example.format()), "'"));
  }
  const size_t begin = out->size();
  absl::Status status;
  if (source == this || names().empty()) {
    status = WriteSame(*source, example, options, out);
  } else {
    bool restored = false;
    status = Restore(*source, *this, example, options, &restored, out);
    if (status.ok() && !restored) {
      status = Conversion(*source, *this, example, options).Write(out);
    }
  }
  if (!status.ok()) out->resize(begin);
  return status;
}

}  // namespace jsonl::record
