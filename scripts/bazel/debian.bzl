"""Repositories that only Debian's Bazel needs (bazel-bootstrap 4.2.3).

It cannot download the rules that Bazel fetches by default. Debian packages some of them; the others
are small enough to write here. With an upstream Bazel, drop debian_bazel_repositories from WORKSPACE
and the import of debian.bazelrc from .bazelrc.
"""

# bazel-rules-cc 0.0.4 does not load in Bazel 4.2.3, which has the rules built in.
_RULES_CC_DEFS = """\
cc_binary = native.cc_binary
cc_import = native.cc_import
cc_library = native.cc_library
cc_proto_library = native.cc_proto_library
cc_test = native.cc_test
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
fdo_prefetch_hints = native.fdo_prefetch_hints
fdo_profile = native.fdo_profile
objc_import = native.objc_import
objc_library = native.objc_library
"""

# `bazel test` resolves this label even when it collects no coverage.
_COVERAGE_BUILD = """\
filegroup(
    name = "coverage_report_generator",
    srcs = [],
    visibility = ["//visibility:public"],
)
"""

def _written_repository_impl(rctx):
    rctx.file("WORKSPACE", "workspace(name = %r)\n" % rctx.name)
    for path, content in rctx.attr.files.items():
        rctx.file(path, content, executable = False)

_written_repository = repository_rule(
    implementation = _written_repository_impl,
    doc = "A repository whose files are written out in the call.",
    attrs = {"files": attr.string_dict(doc = "Path to content.", mandatory = True)},
)

def debian_bazel_repositories():
    """Stands in for what Bazel would download by default."""
    native.local_repository(name = "bazel_skylib", path = "/usr/share/bazel/tools/skylib")
    native.local_repository(name = "platforms", path = "/usr/share/bazel/platforms")
    native.local_repository(name = "rules_java", path = "/usr/share/bazel/rules/java")
    native.local_repository(name = "rules_proto", path = "/usr/share/bazel/rules/proto")
    _written_repository(
        name = "rules_cc",
        files = {"BUILD": "", "cc/BUILD": "", "cc/defs.bzl": _RULES_CC_DEFS},
    )
    _written_repository(
        name = "remote_coverage_tools",
        files = {"BUILD": _COVERAGE_BUILD},
    )
