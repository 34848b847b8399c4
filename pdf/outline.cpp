#include "pdf/outline.hpp"

#include <qpdf/QPDFObjectHandle.hh>

namespace lantai::pdf {
namespace {

struct Entry {
    QPDFObjectHandle object;
    std::size_t parent = 0;
    std::vector<std::size_t> children;
};

QPDFObjectHandle entry_of(QPDF& pdf, const Bookmark& mark) {
    auto destination = QPDFObjectHandle::newArray();
    destination.appendItem(pdf.getAllPages().at(static_cast<std::size_t>(mark.page - 1)));
    destination.appendItem(QPDFObjectHandle::newName("/Fit"));
    auto entry = QPDFObjectHandle::newDictionary();
    entry.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(mark.title));
    entry.replaceKey("/Dest", destination);
    return pdf.makeIndirectObject(entry);
}

/// The root stands first; a bookmark belongs to the last one before it of a smaller depth.
std::vector<Entry> tree_of(QPDF& pdf, const std::vector<Bookmark>& bookmarks) {
    std::vector<Entry> tree(1);
    tree[0].object = pdf.makeIndirectObject(QPDFObjectHandle::parse("<< /Type /Outlines >>"));
    std::vector<std::size_t> path = {0};  // the entries that are open, by depth
    for (const Bookmark& mark : bookmarks) {
        const auto depth = std::min(static_cast<std::size_t>(mark.depth) + 1, path.size());
        path.resize(depth);
        tree.push_back({entry_of(pdf, mark), path.back(), {}});
        tree[path.back()].children.push_back(tree.size() - 1);
        path.push_back(tree.size() - 1);
    }
    return tree;
}

void link_children(std::vector<Entry>& tree, std::size_t at) {
    Entry& parent = tree[at];
    if (parent.children.empty()) return;
    parent.object.replaceKey("/First", tree[parent.children.front()].object);
    parent.object.replaceKey("/Last", tree[parent.children.back()].object);
    // Negative: the children of an entry are folded away until somebody opens it.
    const auto count = static_cast<long long>(parent.children.size());
    parent.object.replaceKey("/Count", QPDFObjectHandle::newInteger(at == 0 ? count : -count));
    for (std::size_t i = 0; i < parent.children.size(); ++i) {
        QPDFObjectHandle child = tree[parent.children[i]].object;
        child.replaceKey("/Parent", parent.object);
        if (i > 0) child.replaceKey("/Prev", tree[parent.children[i - 1]].object);
        if (i + 1 < parent.children.size())
            child.replaceKey("/Next", tree[parent.children[i + 1]].object);
    }
}

}  // namespace

void write_outline(QPDF& pdf, const std::vector<Bookmark>& bookmarks) {
    if (bookmarks.empty()) return;
    std::vector<Entry> tree = tree_of(pdf, bookmarks);
    for (std::size_t i = 0; i < tree.size(); ++i) link_children(tree, i);
    pdf.getRoot().replaceKey("/Outlines", tree[0].object);
    pdf.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseOutlines"));
}

}  // namespace lantai::pdf
