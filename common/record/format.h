// What is common to all record formats; see registry.h for which there are.

#ifndef JSONL_COMMON_RECORD_FORMAT_H_
#define JSONL_COMMON_RECORD_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/json/document.h"
#include "common/json/name.h"
#include "common/report/diagnostic.h"
#include "common/text/buffer.h"

namespace jsonl::record {

class Content;  // content.h

// What the fields of the formats are, and as what they are read.
enum class Slot : uint8_t {
  kTask,           // a string
  kContext,        // an object: a string `instruction`, and values that give it context
  kInstruction,    // a string
  kInput,          // a string
  kOutput,         // a string
  kChosenText,     // a string
  kRejectedText,   // a string
  kPrompt,         // a string, or a list of messages
  kChosen,         // a string, or a list of messages; also the only answer to a prompt
  kRejected,       // a string, or a list of messages
  kChosenChat,     // a string, or a list of messages that begins with the prompt
  kRejectedChat,   // the same
  kMessages,       // a list of messages
  kConversations,  // a list of sharegpt's turns
  kChosenTurn,     // one of sharegpt's turns
  kRejectedTurn,   // one of sharegpt's turns
  kTools,          // a list; anything else is not modelled
  kToolsText,      // a string that holds a list; anything else is not modelled
  kSystem,         // a string; anything else is not modelled
  kText,           // a string
  kNamed,          // a string; it gives an instruction context, under the field's name
  kNamedObject,    // an object that does so as a whole; anything else is not modelled
  kNamedMembers,   // an object whose members do so; not empty
  kDialect,        // a string; anything else is not modelled
  kTarget,         // an object with the answer in it
  kTests,          // a string
  kLabel,          // true or false
  kHarmony,        // a string that holds a chat (harmony/text.h)
  kTags,           // a string that holds a chat (tags/text.h)
  kTokens,         // a list
  kExamples,       // a list of words
};

enum class ChatStyle : uint8_t {
  kMessages,  // {"role": ..., "content": ..., "tool_calls": ...}
  kSharegpt,  // {"from": ..., "value": ...}; calls are JSON in the value of a "function_call"
};

struct CheckOptions {
  // The user named the format. Otherwise the record was only recognised as one of it, and then a
  // field that the format does not know is no fault.
  bool named = true;
  // Of records of tokens; 0: any.
  uint64_t vocab_size = 0;
  uint64_t seq_length = 0;
};

struct WriteOptions {
  // What becomes of fields that the target has no place for.
  enum class Meta : uint8_t {
    kNest,     // they go to the object `meta`, which also leads the way back
    kFlatten,  // they stand beside the target's own fields, and so do the members of `meta`
    kDrop,     // they are dropped, and the record's own `meta` too
  };
  Meta meta = Meta::kNest;

  // How the arguments of tool calls are written.
  enum class Arguments : uint8_t {
    kAsRead,  // as they were; as a string if the source knows no difference
    kString,  // JSON in a string, as OpenAI has it
    kObject,  // an object, as TRL has it
  };
  Arguments arguments = Arguments::kAsRead;

  // Drop a field for which there is no room at all. Otherwise that is an error that names it.
  bool drop_losses = false;

  // If not null, what is dropped is appended to it (losses.h), also where the record cannot be
  // written in the end.
  std::vector<std::string>* losses = nullptr;
};

// One record format. Formats have no state: one object serves all threads. Records are objects.
class Format {
 public:
  virtual ~Format() = default;
  Format(const Format&) = delete;
  Format& operator=(const Format&) = delete;

  // As users write it: "sharegpt-preference".
  virtual std::string_view name() const = 0;
  // One line on what such records are for.
  virtual std::string_view summary() const = 0;
  // One line on the fields, those that must be there in **bold**.
  virtual std::string_view shape() const = 0;
  // One line on what Check demands besides, for the manual; "" when that is nothing.
  virtual std::string_view rules() const { return ""; }

  // Whether the record looks like one of this format, right or wrong: it has the fields that tell
  // the format from others, whatever their values.
  virtual bool Recognises(json::Value root) const = 0;

  // Appends all that is wrong with the record, in the order of the rules. Allocates nothing when
  // there is nothing wrong. Where a key occurs twice, the first counts.
  virtual void Check(json::Value root, const CheckOptions& options,
                     std::vector<report::Finding>* findings) const = 0;

  // What a model is to answer: `output`, `chosen` (never `rejected`: that may be broken on
  // purpose), in chats what the assistant says last. Absent when there is none or it is no string.
  virtual json::Value Response(json::Value root) const = 0;
  // The part of that string that is the answer: where a whole chat is one text, it is not all of
  // it.
  virtual std::string_view ResponseText(json::Value response) const { return response.string(); }

  // Makes `out` what the record says; it stands on one line (json::AppendCompact). A content that
  // is used again for the next record allocates nothing once it has seen a few. Fails with
  // InvalidArgument when the record has not the format's shape; the message is that of the first
  // finding.
  absl::Status Read(json::Value root, Content* out) const;

  // How many records Write makes of the content: two of a pair, where this format labels answers.
  size_t RecordsOf(const Content& content) const;

  // Appends what was read, as whatever format, as a record of this one: a JSON object, without a
  // newline; several records with one newline between them. What comes back to the format that it
  // was read as is the record that was read; meta.h says how. Fails with InvalidArgument, and
  // appends nothing, where that makes no sense or a field would be lost.
  absl::Status Write(const Content& content, const WriteOptions& options, text::Buffer* out) const;

  // The rest is what Read and Write need to know of a format, and of no use elsewhere.

  // The fields that it models, in their usual order; a field's place among them is its key.
  absl::Span<const std::string_view> names() const { return names_; }
  // A name with its quotes and the colon after it.
  std::string_view quoted_name(size_t key) const { return quoted_[key]; }
  // What they are.
  absl::Span<const Slot> slots() const { return slots_; }
  // The key of a name; -1 if it has none. `guess` is the key that it may have.
  int KeyOf(std::string_view name, size_t guess = 0) const {
    if (guess < keys_.size() && keys_[guess].Is(name)) return static_cast<int>(guess);
    for (size_t key = 0; key < keys_.size(); ++key) {
      if (keys_[key].Is(name)) return static_cast<int>(key);
    }
    return -1;
  }

  struct Traits {
    uint32_t required = 0;     // bit n: the field of key n is in every usual record
    uint32_t optional = 0;     // ... is in some
    bool turns = false;        // holds chats of any number of turns
    bool pair = false;         // holds a preferred and a rejected answer
    bool implicit = false;     // ... which both begin with the prompt
    bool completion = false;   // holds a prompt and one answer to it, apart from each other
    bool labelled = false;     // says of its answer whether it is good
    bool single_text = false;  // a prompt and an answer are one text
    bool encoded = false;      // a chat is one text, which cannot say all that messages can
    bool closed = false;  // has no fields but its own and `meta`, which is an object of strings
    ChatStyle style = ChatStyle::kMessages;  // of its turns
    enum class Instruction : uint8_t {
      kOwn,     // the records have one, if any
      kOurs,    // Complete adds it: their own fields are its context
      kSystem,  // the same, and in chats it is the system prompt
    };
    Instruction instruction = Instruction::kOwn;

    // Answers are apart from the turns of the prompt.
    bool apart() const { return turns && (pair || completion); }
  };
  const Traits& traits() const { return traits_; }

  // Whether the fields of those keys make a record.
  virtual bool IsWhole(uint32_t keys) const = 0;

  // Adds what a record of the format says without writing it. Read calls it, once all fields are
  // taken; of a part of a record some may be missing.
  virtual void Complete(Content* content) const { (void)content; }

  // Gives a record of a format whose instruction is kSystem another one. What the text names in
  // braces is the record's; InvalidArgument if it lacks that.
  virtual absl::Status Instruct(std::string_view text, Content* content) const {
    (void)text, (void)content;
    return absl::OkStatus();
  }

  struct WriteContext {
    const WriteOptions& options;
    // The content was made from a record of this very format, and now goes back.
    bool restoring = false;
    // The rejected answer is the one to write, where there is room for one.
    bool rejected = false;
    // While restoring: prompt and answers were strings, not lists of turns.
    bool texts = false;
    // While restoring: a system prompt that is the first turn is a field of its own, or was added.
    bool skip_system = false;
    // While restoring: the task that was kept, if its name was written without escapes.
    std::string_view task = {};
  };
  // Appends the value of that field, from a content of another format. Appends nothing for an
  // optional field that the content has no value for.
  virtual absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                                   text::Buffer* out) const = 0;

  // Whether a record of format `to` that is made from this content says all that the field of that
  // key says, so that AppendValue, restoring, makes the same of it.
  virtual bool Carries(size_t key, const Content& content, const Format& to) const = 0;

 protected:
  // The tables outlive the format; `keys` are the names once more.
  Format(absl::Span<const std::string_view> names, absl::Span<const json::Name> keys,
         absl::Span<const Slot> slots, const Traits& traits);

 private:
  const absl::Span<const std::string_view> names_;
  const absl::Span<const json::Name> keys_;
  const absl::Span<const Slot> slots_;
  std::vector<std::string> quoted_;
  const Traits traits_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMAT_H_
