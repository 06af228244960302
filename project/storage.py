"""Static files under names that carry their content's hash, so that they may be cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """ES modules import each other by hashed names too: old and new ones never mix after a deploy."""

    support_js_module_import_aggregation = True
