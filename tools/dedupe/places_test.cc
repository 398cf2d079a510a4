#include "tools/dedupe/places.h"

#include <gtest/gtest.h>

namespace jsonl {
namespace {

TEST(PlacesTest, TellsInputAndLine) {
  const io::Origin a{.name = "a"};
  const io::Origin b{.name = "b"};
  const io::Origin again{.name = "a"};
  Places places;
  places.Enter(&a, 0);
  places.Enter(&a, 4);
  places.Enter(&b, 7);
  places.Enter(&again, 8);
  places.Enter(&again, 9);
  struct Case {
    uint64_t line;
    size_t input;
    uint64_t of_input;
  };
  for (const Case& c :
       {Case{0, 0, 1}, Case{6, 0, 7}, Case{7, 1, 1}, Case{8, 2, 1}, Case{20, 2, 13}}) {
    const Places::Place place = places.Of(c.line);
    EXPECT_EQ(place.input_number, c.input) << c.line;
    EXPECT_EQ(place.input, places.name(c.input)) << c.line;
    EXPECT_EQ(place.line, c.of_input) << c.line;
  }
  EXPECT_EQ(places.inputs(), 3u);
}

}  // namespace
}  // namespace jsonl
