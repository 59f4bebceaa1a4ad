//! The OpenAPI document.

use serde_json::Value;
use zhangban_api::accounts::{CheckAccount, ListAccounts};
use zhangban_api::admissions::QueryAdmission;
use zhangban_api::articles::{FindArticles, GetArticle, GetEmergencies, GetNewest};
use zhangban_api::assistant::{AskAssistant, GetAssistant};
use zhangban_api::attachments::UploadAttachment;
use zhangban_api::cases::desk::{DeskCase, DeskQueue};
use zhangban_api::cases::promise::GetPromise;
use zhangban_api::cases::public::{FindAnswered, FindSimilar};
use zhangban_api::cases::{ActOnCase, FileCase, FollowCase, GetCategories, GetReceipt};
use zhangban_api::colleges::{ListColleges, SearchColleges};
use zhangban_api::content::{GetContent, ListContent};
use zhangban_api::department::GetDepartment;
use zhangban_api::exams::ListExams;
use zhangban_api::feedback::SendFeedback;
use zhangban_api::hotlines::{ListHotlines, SearchHotlines};
use zhangban_api::past_scores::GetPastScores;
use zhangban_api::plans::{ListPlanFilters, ListPlans};
use zhangban_api::ranks::GetRankTable;
use zhangban_api::scores::QueryScore;
use zhangban_api::search::SearchEverything;
use zhangban_api::staff::WhoAmI;
use zhangban_api::status::GetStatus;
use zhangban_api::{Endpoint, Method};
use zhangban_testing::{TestServer, on_both_engines};

fn described<E: Endpoint>() -> (&'static str, &'static str, &'static str) {
    let method = if E::METHOD == Method::Get { "get" } else { "post" };
    (E::PATH, method, E::SUMMARY)
}

on_both_engines!(the_document_lists_every_endpoint_and_no_other, async |server: TestServer| {
    let document: Value = server.get("/api/openapi.json").await.json();
    let endpoints = [
        described::<GetDepartment>(),
        described::<ListExams>(),
        described::<QueryScore>(),
        described::<QueryAdmission>(),
        described::<ListAccounts>(),
        described::<CheckAccount>(),
        described::<GetRankTable>(),
        described::<ListPlans>(),
        described::<ListPlanFilters>(),
        described::<ListColleges>(),
        described::<GetCategories>(),
        described::<DeskQueue>(),
        described::<DeskCase>(),
        described::<ListContent>(),
        described::<GetContent>(),
        described::<FindAnswered>(),
        described::<FindSimilar>(),
        described::<GetPromise>(),
        described::<FileCase>(),
        described::<GetReceipt>(),
        described::<FollowCase>(),
        described::<ActOnCase>(),
        described::<SearchColleges>(),
        described::<GetPastScores>(),
        described::<ListHotlines>(),
        described::<SearchHotlines>(),
        described::<FindArticles>(),
        described::<GetArticle>(),
        described::<GetNewest>(),
        described::<GetEmergencies>(),
        described::<SendFeedback>(),
        described::<UploadAttachment>(),
        described::<GetStatus>(),
        described::<GetAssistant>(),
        described::<AskAssistant>(),
        described::<SearchEverything>(),
        described::<WhoAmI>(),
    ];
    for (path, method, summary) in endpoints {
        assert_eq!(document["paths"][path][method]["summary"], summary, "{method} {path}");
    }
    assert_eq!(document["paths"].as_object().unwrap().len(), endpoints.len());
});

on_both_engines!(every_reference_of_the_document_leads_somewhere, async |server: TestServer| {
    let document: Value = server.get("/api/openapi.json").await.json();
    let references = references(&document);
    assert!(references.len() > 10, "{references:?}");
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
});

fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(values) => values.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
