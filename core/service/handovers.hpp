// Handovers: drafted, signed by who gives, signed by who receives (R-11, R-37, form F-7).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/handover.hpp"
#include "core/rules/access_rules.hpp"
#include "core/service/denial_log.hpp"
#include "core/service/place.hpp"
#include "core/service/store.hpp"

namespace lantai::core {

struct HandoverRowDraft {
    std::optional<Id> item_id;  // one of the three
    std::optional<Id> volume_id;
    bool paper = true;
    std::optional<Id> upload;  // e-file; an electronic item without one gives its first file
    std::string remarks;
    std::optional<Id> entry_id;  // a paper of the handling register
};

struct HandoverDraft {
    Id department_id = 0;
    std::string remarks;
    std::vector<HandoverRowDraft> rows;
};

struct HandoverDetail {
    HandoverEntry entry;
    std::vector<bool> hidden;  // rows whose record the caller may not know: their words are empty
    std::vector<Place> places;  // of each row; empty when hidden
    std::vector<Action> can;
};

/// A receipt F-7 ready to be printed.
struct HandoverToPrint {
    HandoverDetail handover;
    std::string company;         // the creating body of its records, else the company
    std::optional<Id> fonds_id;  // the one fonds of the rows that the caller may know
};

struct HandoverPage {
    std::vector<HandoverDetail> handovers;
    std::optional<Id> next;  // before this id
};

/// Errors of every method: those of require(), where hidden and missing handovers answer alike
/// (access.not_found) and refusals are logged; stale; forbidden volume.needs_person without an
/// account; the conflicts of handover_rules.
/// Threads: every method from any thread.
class HandoverService {
public:
    HandoverService(Store& store, DenialLog& denials) : store_(store), denials_(denials) {}

    /// Takes the next number of the year. Errors: field faults department_id, rows[n].record
    /// (handover.record: not exactly one known item, volume or registered paper;
    /// handover.other_department; handover.twice; handover.elsewhere with params handover_no),
    /// rows[n].upload (item.upload_unknown).
    Result<HandoverDetail> create(const Caller& caller, const HandoverDraft& draft);
    /// While it is a draft; the department stays. A row that keeps its record keeps its file.
    Result<HandoverDetail> update(const Caller& caller, Id id, int version,
                                  const HandoverDraft& draft);
    /// Records the e-file of a row, for a volume that of its notes form.
    Result<HandoverDetail> set_file(const Caller& caller, Id id, int version, Id row_id,
                                    Id upload_id);
    Result<HandoverDetail> give(const Caller& caller, Id id, int version);
    /// `received`: the rows whose paper is there. All or nothing: a row short refuses the whole.
    Result<HandoverDetail> receive(const Caller& caller, Id id, int version,
                                   const std::vector<Id>& received);
    /// Its number stays used.
    Result<HandoverDetail> cancel(const Caller& caller, Id id, int version,
                                  const std::string& reason);

    Result<HandoverDetail> get(const Caller& caller, Id id);
    Result<HandoverPage> list(const Caller& caller, const HandoverFilter& filter);
    /// The id of YJ2026-0001. Errors: not_found access.not_found.
    Result<Id> find_no(const Caller& caller, const std::string& number);

    /// For print_form. Errors: conflict handover.cancelled.
    Result<HandoverToPrint> for_print(const Caller& caller, Id id);
    /// Logs that the receipt was printed; `details` is a JSON object.
    Result<void> note_print(const Caller& caller, const HandoverDetail& printed,
                            const std::string& form, const std::string& details);

private:
    using Work = std::function<Result<Event>(UnitOfWork&, HandoverEntry&)>;
    struct Act {
        Action action;
        const char* event;
        int version;
    };
    Result<HandoverDetail> with_handover(const Caller& caller, Id id, const Act& act,
                                         const Work& work);
    Result<HandoverDetail> detail(const Caller& caller, Id id,
                                  Action action = Action::view_handovers);
    Store& store_;
    DenialLog& denials_;
};

}  // namespace lantai::core
