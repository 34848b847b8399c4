// The query and the weights in Xapian's words; for searcher.cpp only.
#pragma once
#include <xapian.h>

#include <vector>

#include "core/model/search.hpp"
#include "indexer/query.hpp"

namespace lantai::indexer {

/// Every piece as (title or catalogue terms) OR (body terms FILTER content scope), all pieces
/// AND, FILTER the filters but levels (those choose the databases). Everything in scope without
/// pieces.
Xapian::Query make_query(const std::vector<QueryPiece>& pieces, const core::SearchScope& scope,
                         const core::SearchFilters& filters);

/// Frequency inside the document against its length, and a fixed amount for a title or catalogue
/// hit: nothing of other documents, so that what is hidden cannot shift an order. Weights are
/// whole numbers, so that a sum is the same in whatever order it is made.
class PlainWeight : public Xapian::Weight {
public:
    PlainWeight();
    PlainWeight* clone() const override;
    void init(double factor) override;
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                       Xapian::termcount unique) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount length, Xapian::termcount unique) const override;
    double get_maxextra() const override;

private:
    double factor_ = 0;
};

}  // namespace lantai::indexer
