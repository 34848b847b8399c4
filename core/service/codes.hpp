// Archival codes as such: preview of a template, where a code leads, gaps and duplicates.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/codes.hpp"
#include "core/rules/archival_code.hpp"
#include "core/rules/code_report.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct CodePreview {
    std::string code;            // empty when there is a fault
    std::optional<Error> fault;  // of CodeTemplate; params position where the template is wrong
};

struct ResolvedCode {
    CodeOwner owner = CodeOwner::item;
    Id id = 0;
    std::string archival_code;  // the code of today
    bool redirected = false;    // asked for by a code that it once had
};

struct CodeReport {
    std::string fonds_no;
    std::vector<CodeSeries> series;
    std::vector<SameCode> duplicates;
};

/// Errors of every method: those of require(). Threads: every method from any thread.
class CodeService {
public:
    CodeService(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// What a template makes of `parts`.
    Result<CodePreview> preview(const Caller& caller, const std::string& code_template,
                                const CodeParts& parts);
    /// The record that carries the code or once carried it, in any spelling. What the caller may
    /// not know is answered as what does not exist, and the refusal logged.
    Result<ResolvedCode> resolve(const Caller& caller, const std::string& code);
    /// Numbers given and missing, and codes that look the same, of a fonds and of one filing year
    /// or all. Of records above the caller's clearance nothing is told
    /// but that their numbers are given. For those who
    /// compose volumes.
    Result<CodeReport> report(const Caller& caller, Id fonds_id, std::optional<int> year);

private:
    Store& store_;
    DenialLog& denials_;
};

}  // namespace lantai::core
