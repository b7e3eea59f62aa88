"""The interface for programs: who may come in how, and how it describes itself."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],  # -- reason: foundation.policy decides before the view, and denies by default
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "foundation.api.Pagination",
    "DEFAULT_SCHEMA_CLASS": "foundation.api_schema.PolicyAutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "foundation.throttling.PersonThrottle",
        "foundation.throttling.AddressThrottle",
    ],
    "NUM_PROXIES": 0,  # foundation.middleware.VisitorAddress has looked at them
    "EXCEPTION_HANDLER": "foundation.api.exception_handler",
    "COERCE_DECIMAL_TO_STRING": True,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "s3platform",
    "VERSION": "1",
    "DESCRIPTION": "From a sticky note to a published priority, and back.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ActivityKind": "discovery.models.ActivityKind",
        "CallState": "projects.models.Call.State",
        "Helix": "accounts.models.Helix",
        "CoverRuleKind": "priorities.models.CoverRule.Kind",
        "ClusterLinkKind": "discovery.models.LinkKind",
        "Mailing": "accounts.models.Mailing",
        "MergeState": "discovery.models.Merge.State",
        "OrganizationKind": "accounts.models.OrganizationKind",
        "Admission": "discovery.models.Admission",
        "InvitationStage": "discovery.models.InvitationStage",
        "ProposalState": "projects.models.Proposal.State",
        "RegisterKind": "discovery.models.RegisterImport.Kind",
        "RemarkKind": "priorities.models.Remark.Kind",
        "RoundState": "assessments.models.Round.State",
        "SetState": "priorities.models.PrioritySet.State",
        "FrameworkState": "assessments.models.Framework.State",
        "Principle": "assessments.models.Principle",
        "Language": "s3platform.settings.base.LANGUAGES",
        "DeliveryState": "priorities.models.Delivery.State",
        "StepKind": "discovery.models.StepKind",
        "Topic": "accounts.models.Topic",
        "WorkshopKind": "discovery.models.WorkshopKind",
        "VoidState": "assessments.models.Void.State",
        "WorkshopState": "discovery.models.Workshop.State",
    },
}
