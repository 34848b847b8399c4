// The item and what belongs to it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/user.hpp"

namespace lantai::core {

enum class ItemKind {
    general,     // 其他
    request,     // 请示
    reply,       // 批复
    plan,        // 规划、计划
    summary,     // 总结
    meeting,     // 会议文件
    notice,      // 通知
    contract,    // 合同协议
    regulation,  // 规章制度
    report,      // 报告
    letter,      // 函
    telegram,    // 电报
    legal_case,  // 案件
    minutes,     // 纪要
};

enum class Medium { paper, electronic, both };
enum class ItemState { filed, withdrawn };

/// Five relations make separate papers one unit (R-22, domain.md section 6). The leading side
/// stands first in the volume (R-32; draft_final turns round by the fonds' draft_order).
enum class LinkKind {
    main_attachment,   // 正件 leads, 附件 follows
    draft_final,       // 草稿 leads, 定稿 follows
    reply_request,     // 批复 leads, 请示 follows
    forward_original,  // 转发文件 leads, 原件 follows
    languages,         // 中文 leads, 外文 follows
};

struct ItemLink {
    Id id = 0;
    Id leading_id = 0;
    Id following_id = 0;
    LinkKind kind = LinkKind::main_attachment;
};

enum class TextState { pending, indexed, none };

struct ItemFile {  // 电子文件
    Id id = 0;
    Id item_id = 0;
    int ordinal = 1;
    std::string name;
    std::string media_type;
    std::string blob_sha256;
    std::string sm3;
    std::int64_t size = 0;
    TextState text_state = TextState::pending;
    std::string text_reason;  // message key when there is no full text, e.g. "text.encrypted"
    Timestamp added_at = 0;
};

/// What sound, pictures and film are kept on.
enum class Carrier {
    file,      // 数码文件
    print,     // 照片
    negative,  // 底片
    film,      // 胶片
    tape,      // 磁带
    disc,      // 光盘
};

struct Audiovisual {  // 声像档案
    Carrier carrier = Carrier::file;
    std::optional<int> duration_s;  // of sound and film, seconds
    std::string dimensions;         // of pictures: "4000×3000", "6寸"
    std::string maker;              // 摄影者, 录制者
    std::optional<Date> made_on;    // 摄制日期
};

struct Item {  // 件, 卷内文件
    Id id = 0;
    Id fonds_id = 0;
    Id department_id = 0;
    std::string category = "WS";
    std::optional<Id> clause_id;
    ItemKind kind = ItemKind::general;
    std::string title;        // 题名
    std::string document_no;  // 文号
    std::string creator;      // 责任者
    Date document_date;       // of an uncertain date: a nominal day of the known year
    std::string date_text;    // an uncertain date as written, shown instead: "[1987年秋]"
    Origin origin = Origin::regular;
    std::optional<Date> period_from;
    std::optional<Date> period_to;
    int filing_year = 0;
    std::string year_rule;  // "R-26" … "R-31"
    std::string year_reason;
    std::string retention_class;
    Level level = Level::internal;
    std::optional<int> secrecy_months;
    std::optional<int> pages;
    std::optional<int> copies;
    std::vector<std::string> keywords;  // 主题词
    Medium medium = Medium::paper;
    std::string remarks;
    std::string archival_code;  // 档号
    int serial = 0;
    Id group_id = 0;
    ItemState state = ItemState::filed;
    std::string withdrawn_reason;
    std::optional<Id> volume_id;
    std::optional<int> volume_position;
    std::optional<int> start_page;
    std::optional<Id> box_id;       // by item: the box it lies in
    std::optional<Id> schedule_id;  // row of the company's schedule
    std::string scope_reason;       // why it is filed although the schedule has no row for it
    std::optional<Audiovisual> audiovisual;
    Id created_by = 0;  // 0: the command line
    Timestamp created_at = 0;
    Timestamp updated_at = 0;
    int version = 1;
};

}  // namespace lantai::core
