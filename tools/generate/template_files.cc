#include "tools/generate/template_files.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include "absl/status/statusor.h"
#include "common/io/read_file.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/compiler.h"
#include "tools/generate/template.h"
#include "tools/generate/template_reader.h"
#include "tools/generate/yaml_reader.h"

namespace jsonl::generate {
namespace {

namespace fs = std::filesystem;
using report::Code;

struct TemplateFile {
  std::string path;
  std::string name;
};

bool IsYaml(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

absl::Status CannotRead(const std::string& path, const std::error_code& error) {
  return absl::NotFoundError(
      text::Cat("--templates ", path, ": ", std::string_view(error.message())));
}

absl::Status ListFiles(const std::string& path, std::vector<TemplateFile>* files) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error) return CannotRead(path, error);
  if (!fs::is_directory(status)) {
    files->push_back({path, fs::path(path).stem().string()});
    return absl::OkStatus();
  }
  const size_t before = files->size();
  // Links to directories are not followed: they may lead back.
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code unknown;  // of a link that leads nowhere, which reading it will tell
    if (!IsYaml(at->path()) || at->is_directory(unknown) || at->is_fifo(unknown)) continue;
    if (files->size() - before == kMaxFiles) {
      return absl::InvalidArgumentError(
          text::Cat("--templates ", path, ": more than ", kMaxFiles, " files"));
    }
    fs::path name = at->path().lexically_relative(path);
    files->push_back({at->path().string(), text::ToValidUtf8(name.replace_extension().string())});
  }
  if (error) return CannotRead(path, error);
  if (files->size() == before) {
    return absl::InvalidArgumentError(
        text::Cat("--templates ", path, ": no template (*.yaml or *.yml) is in it"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status LoadTemplates(const std::vector<std::string>& paths, Library* library,
                           std::vector<FileFinding>* findings) {
  std::vector<TemplateFile> files;
  for (const std::string& path : paths) {
    if (absl::Status status = ListFiles(path, &files); !status.ok()) return status;
  }
  std::vector<Template> templates;
  text::StringSet taken;
  for (const TemplateFile& file : files) {
    std::error_code error;
    // A file that is named twice is taken once.
    if (!taken.insert(fs::weakly_canonical(file.path, error).string()).second) continue;
    const auto find = [&](std::vector<LineFinding>* found) {
      for (LineFinding& one : *found) {
        findings->push_back({file.path, one.line, std::move(one.finding)});
      }
      found->clear();
    };
    absl::StatusOr<std::string> text = io::ReadFile(file.path, kMaxFileSize);
    std::vector<LineFinding> found;
    if (!text.ok()) {
      if (!absl::IsInvalidArgument(text.status())) return text.status();
      std::string_view why = text::FromAbsl(text.status().message());
      if (why.starts_with(file.path + ": ")) why.remove_prefix(file.path.size() + 2);
      found.push_back({1, {Code::kBadTemplate, "", std::string(why)}});
      find(&found);
      continue;
    }
    std::vector<YamlNode> documents;
    ReadYaml(*text, &documents, &found);
    if (documents.empty() && found.empty()) {
      found.push_back({1, {Code::kEmptyField, "", "The file has no template"}});
    }
    for (size_t i = 0; i < documents.size(); ++i) {
      Template read;
      read.file = file.path;
      const std::string name = i == 0 ? file.name : text::Cat(file.name, "-", i + 1);
      if (ReadTemplate(documents[i], name, &read, &found)) templates.push_back(std::move(read));
    }
    find(&found);
  }
  std::stable_sort(templates.begin(), templates.end(),
                   [](const Template& a, const Template& b) { return a.name < b.name; });
  Compiler compiler(library);
  const Template* last = nullptr;
  for (const Template& read : templates) {
    if (last != nullptr && last->name == read.name) {
      findings->push_back(
          {read.file,
           read.line,
           {Code::kDuplicateTemplate, "",
            text::Cat("Another template is called '", text::Shortened(read.name), "' (", last->file,
                      ":", last->line, "): give it a name of its own")}});
      continue;
    }
    last = &read;
    std::vector<LineFinding> found;
    compiler.Add(read, &found);
    for (LineFinding& one : found) {
      findings->push_back({read.file, one.line, std::move(one.finding)});
    }
  }
  std::stable_sort(findings->begin(), findings->end(),
                   [](const FileFinding& a, const FileFinding& b) {
                     return std::tie(a.file, a.line) < std::tie(b.file, b.line);
                   });
  return absl::OkStatus();
}

}  // namespace jsonl::generate
