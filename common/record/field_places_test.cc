#include "common/record/field_places.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/record/content.h"
#include "common/record/nested.h"
#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

// A letter for each field, as in "carried", "kept", "in place" and "own meta"; then what is needed
// besides. Or why there are none.
std::string PlacesOf(std::string_view from, std::string_view to, std::string_view record) {
  Nested nested;
  Content content;
  if (!Find(from)->Read(nested.Parse(record), &content).ok()) return "no record";
  FieldPlaces places(*Find(to), content);
  if (absl::Status status = places.Sort(/*nest=*/true); !status.ok()) {
    return std::string(text::FromAbsl(status.message()));
  }
  std::string out;
  for (size_t i = 0; i < content.fields.size(); ++i) {
    out.push_back("ckim"[static_cast<size_t>(places[i])]);
  }
  if (places.needs_meta()) out += ", meta";
  if (!places.usual_order()) out += ", order";
  if (places.own_meta() != nullptr) out += places.merges_meta() ? ", merged" : ", nested";
  return out;
}

TEST(FieldPlacesTest, TellsWhereEachFieldGoes) {
  struct Case {
    std::string_view from;
    std::string_view to;
    std::string_view record;
    std::string_view want;
  };
  constexpr Case kCases[] = {
      {"task", "messages", R"({"task":"t","input":{"instruction":"i"},"output":"o"})", "kkc, meta"},
      {"task", "messages", R"({"id":1,"task":"t","input":{"instruction":"i"},"output":"o","n":2})",
       "ikkci, meta"},
      {"task", "messages", R"({"task":"t","id":1,"input":{"instruction":"i"},"output":"o"})",
       "kikc, meta, order"},
      {"task", "messages", R"({"output":"o","task":"t","input":{"instruction":"i"}})",
       "ckk, meta, order"},
      {"task", "messages", R"({"task":"t","input":{"instruction":"i"},"output":"o","messages":1})",
       "kkck, meta, order"},
      {"task", "messages",
       R"({"task":"t","input":{"instruction":"i"},"output":"o","meta":{"a":1}})",
       "kkcm, meta, merged"},
      {"task", "messages",
       R"({"task":"t","input":{"instruction":"i"},"output":"o","meta":{"task":1}})",
       "kkcm, meta, nested"},
      {"task", "messages",
       R"({"meta":{"a":1},"task":"t","input":{"instruction":"i"},"output":"o"})",
       "mkkc, meta, order, merged"},
      {"alpaca", "messages", R"({"instruction":"i","input":"","output":"o"})", "kkc, meta"},
      {"alpaca", "messages", R"({"instruction":"i","output":"o"})", "kc, meta, order"},
      {"alpaca", "text", R"({"instruction":"i","input":"","output":"o"})", "ccc, meta"},
      {"alpaca", "text", R"({"instruction":"a\n\n### Response:","input":"","output":"o"})",
       "kkk, meta"},
      {"messages", "sharegpt",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"id":1})",
       "ci"},
      {"messages", "sharegpt",
       R"({"messages":[{"role":"assistant","content":"a"}],"meta":{"a":1}})", "ci"},
      {"prompt-completion", "messages",
       R"({"prompt":[{"role":"user","content":"u"}],"completion":[{"role":"assistant","content":"a"}]})",
       "cc"},
      {"task", "messages", R"({"task":"t","task":"u","input":{"instruction":"i"},"output":"o"})",
       "field 'task' occurs twice"},
      {"messages", "sharegpt",
       R"({"messages":[{"role":"assistant","content":"a"}],"meta":{},"meta":{}})",
       "field 'meta' occurs twice"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(PlacesOf(c.from, c.to, c.record), c.want) << c.record << " to " << c.to;
  }
}

}  // namespace
}  // namespace jsonl::record
