//! The register of colleges: whole, and searched.

use std::future::ready;

use zhangban_api::colleges::{CollegeSearch, Colleges, ListColleges, Register, SearchColleges};

use crate::context::Context;
use crate::kept::Edition;
use crate::routes::{Asked, Routes};

/// The register, and a search in it. Its page is that of the service that stands on it.
pub fn routes(routes: Routes) -> Routes {
    routes
        .kept_endpoint::<ListColleges, _>(Edition::of_data, |context, _| {
            Ok(Register::new(context.published().colleges.colleges().to_vec()))
        })
        .endpoint::<SearchColleges, _, _>(|context, asked: Asked<SearchColleges>| {
            ready(Ok(find(&context, &asked.request)))
        })
}

/// A window of the colleges that match.
pub fn find(context: &Context, search: &CollegeSearch) -> Colleges {
    context.published().colleges.find(search, 1)
}
