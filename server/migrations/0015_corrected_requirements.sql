-- What was corrected of the subjects a group asks for, as JSON of `api::plans::RequirementCorrection`, and what its plan says of
-- them; both empty where nothing was corrected. A correction without the code of a major is of its group.
ALTER TABLE plan_groups ADD COLUMN corrections TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_groups ADD COLUMN published_requirement TEXT NOT NULL DEFAULT '';
