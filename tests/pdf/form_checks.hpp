// What the tests of all printed forms look for.
#pragma once
#include <algorithm>
#include <cmath>

#include "tests/pdf/pdf_tools.hpp"

namespace lantai::test {

/// The words of a page that stand in a box of millimetres, joined in reading order.
inline std::string inside(const std::vector<Word>& words, double left, double top, double right,
                          double bottom) {
    std::vector<Word> found;
    for (const Word& word : words)
        if (word.left >= left && word.right <= right && word.top >= top && word.bottom <= bottom)
            found.push_back(word);
    std::sort(found.begin(), found.end(), [](const Word& a, const Word& b) {
        return std::abs(a.top - b.top) > 1 ? a.top < b.top : a.left < b.left;
    });
    std::string text;
    for (const Word& word : found) text += word.text;
    return text;
}

}  // namespace lantai::test
