#include "tools/convert/token_writer.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/str_replace.h"
#include "common/io/sink.h"
#include "common/text/strings.h"
#include "tools/convert/token_rows.h"

namespace jsonl {
namespace {

constexpr uint64_t kLongestRow = uint64_t{1} << 27;  // tokens: 1 GiB

// Cuts tokens into rows of one length.
class Packer {
 public:
  Packer(uint64_t length, std::unique_ptr<TokenRows> rows)
      : length_(length), rows_(std::move(rows)) {}

  absl::Status Add(absl::Span<const int64_t> tokens) {
    tokens_ += tokens.size();
    while (!tokens.empty()) {
      const size_t size = std::min<size_t>(tokens.size(), length_ - row_.size());
      row_.insert(row_.end(), tokens.begin(), tokens.begin() + static_cast<int64_t>(size));
      tokens.remove_prefix(size);
      starts_ += !std::exchange(started_, true);
      if (row_.size() < length_) continue;
      if (absl::Status status = WriteRow(); !status.ok()) return status;
    }
    started_ = false;
    return absl::OkStatus();
  }

  absl::Status Finish(std::optional<int64_t> pad, pipeline::Account* account) {
    const uint64_t left = row_.size();
    const std::string of = text::Cat("of ", length_);
    if (left > 0 && pad.has_value()) {
      account->Note(text::Cat("padding tokens in rows ", of), length_ - left);
      row_.resize(length_, *pad);
      if (absl::Status status = WriteRow(); !status.ok()) return status;
    }
    account->Note(text::Cat("rows ", of), written_);
    if (!row_.empty()) account->Note(text::Cat("tokens left over from rows ", of), left);
    return rows_->Finish(length_);
  }

  // Records all of whose tokens are in a row that is not full.
  uint64_t left_over() const { return starts_; }
  uint64_t tokens() const { return tokens_; }

 private:
  absl::Status WriteRow() {
    absl::Status status = rows_->Add(row_);
    row_.clear();
    starts_ = 0;
    ++written_;
    return status;
  }

  uint64_t length_;
  std::unique_ptr<TokenRows> rows_;
  std::vector<int64_t> row_;
  uint64_t starts_ = 0;   // records that start in it
  bool started_ = false;  // the record at hand has been counted
  uint64_t written_ = 0;  // rows
  uint64_t tokens_ = 0;
};

// Rows that are as long as the records.
class Equal : public RecordWriter {
 public:
  explicit Equal(std::unique_ptr<TokenRows> rows) : rows_(std::move(rows)) {}

  Punctuation punctuation() const override { return {}; }
  bool may_refuse() const override { return true; }
  std::string Refuse(std::string_view record) override {
    const uint64_t size = record.size() / sizeof(int64_t);
    if (size == 0) return "No tokens: rows of an array have one at least";
    if (length_ == 0) length_ = size;
    if (size == length_) return "";
    return text::Cat("A row of length ", size, " after rows of length ", length_,
                     ": in an array all have one; --seq-length N packs tokens into such");
  }

  absl::Status Write(std::string_view text, absl::Span<const uint64_t> ends) override {
    uint64_t begin = 0;
    for (uint64_t end : ends) {
      row_.resize((end - begin) / sizeof(int64_t));
      if (end > begin) std::memcpy(row_.data(), text.data() + begin, end - begin);
      begin = end;
      if (absl::Status status = rows_->Add(row_); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status Finish() override { return rows_->Finish(length_); }

 private:
  std::unique_ptr<TokenRows> rows_;
  std::vector<int64_t> row_;
  uint64_t length_ = 0;  // 0: none yet
};

class Packed : public RecordWriter {
 public:
  Packed(pipeline::Session& session, const PackingOptions& options)
      : session_(session), options_(options) {}

  // The outputs, one a length.
  absl::Status Open(io::Container container) {
    for (uint64_t length : options_.lengths) {
      io::Sink* out = session_.output.get();
      if (out == nullptr) {
        if (absl::Status status = OpenNamed(length); !status.ok()) return status;
        out = files_.back().get();
      }
      packers_.emplace_back(length, container == io::Container::kNpy
                                        ? NpyRows(out, session_.resources.temp_dir)
                                        : RecordRows(out, container));
    }
    return absl::OkStatus();
  }

  Punctuation punctuation() const override { return {}; }

  absl::Status Write(std::string_view text, absl::Span<const uint64_t> ends) override {
    uint64_t begin = 0;
    for (uint64_t end : ends) {
      tokens_.resize((end - begin) / sizeof(int64_t));
      if (end > begin) std::memcpy(tokens_.data(), text.data() + begin, end - begin);
      begin = end;
      empty_ += tokens_.empty();
      for (Packer& packer : packers_) {
        if (absl::Status status = packer.Add(tokens_); !status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

  absl::Status Finish() override {
    pipeline::Account& account = session_.account;
    account.Note("tokens", packers_.front().tokens());
    uint64_t dropped = UINT64_MAX;
    for (Packer& packer : packers_) {
      if (absl::Status status = packer.Finish(options_.pad, &account); !status.ok()) return status;
      dropped = std::min(dropped, packer.left_over());
    }
    account.written -= dropped + empty_;
    account.Drop("incomplete-row", dropped);
    account.Drop("no-tokens", empty_);
    for (const auto& file : files_) {
      if (absl::Status status = file->Finish(); !status.ok()) return status;
    }
    for (const auto& file : files_) {
      if (absl::Status status = file->Publish(); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  absl::Status OpenNamed(uint64_t length) {
    const std::string path =
        absl::StrReplaceAll(session_.output_pattern, {{"{length}", std::to_string(length)}});
    const std::filesystem::path directory = std::filesystem::path(path).parent_path();
    std::error_code error;
    if (!directory.empty()) std::filesystem::create_directories(directory, error);
    if (error) {
      return absl::UnavailableError(text::Cat(directory.string(), ": ", error.message()));
    }
    if (absl::Status status = session_.claims.ClaimOutput("--output", path); !status.ok()) {
      return status;
    }
    absl::StatusOr<std::unique_ptr<io::Sink>> sink = io::OpenOutput(path);
    if (!sink.ok()) return sink.status();
    files_.push_back(*std::move(sink));
    return absl::OkStatus();
  }

  pipeline::Session& session_;
  PackingOptions options_;
  std::vector<std::unique_ptr<io::Sink>> files_;
  std::vector<Packer> packers_;
  std::vector<int64_t> tokens_;  // of the record at hand
  uint64_t empty_ = 0;           // records without any
};

}  // namespace

absl::StatusOr<std::vector<uint64_t>> PackingOptions::ParseLengths(std::string_view text) {
  std::vector<uint64_t> lengths;
  while (true) {
    const std::string_view part = text.substr(0, text.find(','));
    uint64_t length = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), length);
    if (error != std::errc() || end != part.data() + part.size() || length == 0 ||
        length > kLongestRow) {
      return absl::InvalidArgumentError(text::Cat("--seq-length takes numbers from 1 to ",
                                                  kLongestRow, ", with commas between, not '", part,
                                                  "'"));
    }
    if (std::find(lengths.begin(), lengths.end(), length) != lengths.end()) {
      return absl::InvalidArgumentError(text::Cat("--seq-length names ", length, " twice"));
    }
    lengths.push_back(length);
    if (part.size() == text.size()) return lengths;
    text.remove_prefix(part.size() + 1);
  }
}

absl::StatusOr<std::unique_ptr<RecordWriter>> TokenWriter(pipeline::Session& session,
                                                          io::Container container,
                                                          const PackingOptions& options) {
  const bool pattern = session.output == nullptr;
  if (options.lengths.empty()) {
    if (options.pad.has_value() || pattern) {
      return absl::InvalidArgumentError("--pad, and {length} in -o, go with --seq-length");
    }
    return std::make_unique<Equal>(NpyRows(session.output.get(), session.resources.temp_dir));
  }
  if (options.lengths.size() > 1 && !pattern) {
    return absl::InvalidArgumentError(
        "several lengths make several files: name them with -o 'DIR/train_{length}.npy'");
  }
  auto writer = std::make_unique<Packed>(session, options);
  if (absl::Status status = writer->Open(container); !status.ok()) return status;
  return writer;
}

}  // namespace jsonl
