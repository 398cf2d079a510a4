#include "common/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

namespace jsonl::cli {

std::vector<std::string> Arguments(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> words;
  bool is_value = false;  // of the option before
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (std::exchange(is_value, false)) {
      words.push_back(word);
      continue;
    }
    if (word == "--") {
      words.insert(words.end(), argv + i, argv + argc);
      break;
    }
    const size_t sign = word.starts_with("--") ? word.find('=') : word.npos;
    const std::string name = word.substr(0, sign);
    const CLI::Option* option = name.starts_with('-') ? app.get_option_no_throw(name) : nullptr;
    const bool takes_value = option != nullptr && option->get_items_expected_max() > 0;
    if (option == nullptr || sign == word.npos) {
      words.push_back(word);
      is_value = takes_value;
    } else if (takes_value) {
      words.push_back(name);
      words.push_back(word.substr(sign + 1));
    } else {
      throw CLI::ValidationError(name, "takes no value");
    }
  }
  std::reverse(words.begin(), words.end());
  return words;
}

}  // namespace jsonl::cli
