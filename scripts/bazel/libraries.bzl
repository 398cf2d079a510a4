"""Debian's libraries under the repository names and labels that upstream's BUILD files have.

Headers are found in /usr/include, where every compiler looks (and raises no warnings), so a library
here is what to link. Archives are preferred to shared objects, so that an installed program starts
on a machine without the -dev packages; simdjson and benchmark come as shared objects only.
"""

_HEADER = """\
package(default_visibility = ["//visibility:public"])

"""

# package -> public labels, as in Abseil 20220623.
_ABSL_LABELS = {
    "algorithm": ["algorithm", "container"],
    "base": ["base", "config", "core_headers", "dynamic_annotations", "log_severity", "prefetch"],
    "cleanup": ["cleanup"],
    "container": [
        "btree",
        "fixed_array",
        "flat_hash_map",
        "flat_hash_set",
        "inlined_vector",
        "node_hash_map",
        "node_hash_set",
    ],
    "debugging": ["debugging", "failure_signal_handler", "leak_check", "stacktrace", "symbolize"],
    "flags": ["commandlineflag", "config", "flag", "marshalling", "parse", "reflection", "usage"],
    "functional": ["any_invocable", "bind_front", "function_ref"],
    "hash": ["hash"],
    "memory": ["memory"],
    "meta": ["type_traits"],
    "numeric": ["bits", "int128"],
    "random": ["bit_gen_ref", "distributions", "random", "seed_gen_exception", "seed_sequences"],
    "status": ["status", "statusor"],
    "strings": ["cord", "str_format", "strings"],
    "synchronization": ["synchronization"],
    "time": ["time"],
    "types": ["any", "compare", "optional", "span", "variant"],
    "utility": ["utility"],
}

# Well-known types; libprotobuf has their C++ code.
_WELL_KNOWN_PROTOS = {
    "any": [],
    "descriptor": [],
    "duration": [],
    "empty": [],
    "field_mask": [],
    "struct": [],
    "timestamp": [],
    "wrappers": [],
}

def _cc_library(name, linkopts = [], deps = []):
    return "cc_library(\n    name = {},\n    linkopts = {},\n    deps = {},\n)\n\n".format(
        repr(name),
        repr(linkopts),
        repr(deps),
    )

def _require(rctx, path, package):
    if not rctx.path(path).exists:
        fail("%s is missing (Debian package %s): run scripts/bootstrap" % (path, package))

def _debian_library_impl(rctx):
    _require(rctx, rctx.attr.header, rctx.attr.package)
    rctx.file("WORKSPACE", "workspace(name = %r)\n" % rctx.name, executable = False)
    rctx.file("BUILD", _HEADER + "".join([
        _cc_library(
            name,
            linkopts = [opt for opt in spec if not _is_label(opt)],
            deps = [opt for opt in spec if _is_label(opt)],
        )
        for name, spec in rctx.attr.libraries.items()
    ]), executable = False)

def _is_label(word):
    return word.startswith(":") or word.startswith("@")

# local: looked at again whenever the Bazel server starts, since apt-get may have changed things.
_debian_library = repository_rule(
    implementation = _debian_library_impl,
    doc = "A library that needs no more than words on the linker's command line.",
    local = True,
    attrs = {
        "header": attr.string(doc = "A file that exists once it is installed.", mandatory = True),
        "package": attr.string(doc = "The Debian package to install.", mandatory = True),
        "libraries": attr.string_list_dict(doc = "Target to link options and dependencies."),
    },
)

def _debian_absl_impl(rctx):
    _require(rctx, "/usr/include/absl/base/config.h", "libabsl-dev")
    archives = []
    for directory in rctx.path("/usr/lib").readdir():
        if directory.get_child("libabsl_base.a").exists:
            archives = sorted([
                file.basename
                for file in directory.readdir()
                if file.basename.startswith("libabsl_") and file.basename.endswith(".a")
            ])
    if not archives:
        fail("libabsl_*.a are missing below /usr/lib (libabsl-dev): run scripts/bootstrap")

    rctx.file("WORKSPACE", "workspace(name = %r)\n" % rctx.name, executable = False)

    # The archives refer to one another, and the linker takes from them what is used: one group
    # serves every label.
    link = ["-Wl,--start-group"] + ["-l:" + a for a in archives] + ["-Wl,--end-group", "-pthread"]
    rctx.file("BUILD", _HEADER + _cc_library("absl", linkopts = link), executable = False)
    for package, labels in _ABSL_LABELS.items():
        rctx.file("absl/%s/BUILD" % package, _HEADER + "".join([
            _cc_library(label, deps = ["//:absl"])
            for label in labels
        ]), executable = False)

_debian_absl = repository_rule(
    implementation = _debian_absl_impl,
    doc = "Abseil: //absl/<package>:<label>.",
    local = True,
)

_PROTOBUF_BUILD = """\
cc_library(
    name = "protobuf",
    linkopts = ["-l:libprotobuf.a", "-pthread"],
    deps = ["@zlib"],
)

cc_library(
    name = "protobuf_lite",
    linkopts = ["-l:libprotobuf-lite.a", "-pthread"],
)

sh_binary(
    name = "protoc",
    srcs = ["protoc.sh"],
)

proto_lang_toolchain(
    name = "cc_toolchain",
    blacklisted_protos = [{well_known}],
    command_line = "--cpp_out=$(OUT)",
    runtime = ":protobuf",
)

"""

_WELL_KNOWN_BUILD = """\
proto_library(
    name = "{name}_proto",
    srcs = ["src/google/protobuf/{name}.proto"],
    strip_import_prefix = "src",
)

"""

def _debian_protobuf_impl(rctx):
    _require(rctx, "/usr/include/google/protobuf/message.h", "libprotobuf-dev")
    _require(rctx, "/usr/bin/protoc", "protobuf-compiler")
    rctx.file("WORKSPACE", "workspace(name = %r)\n" % rctx.name, executable = False)
    rctx.file("protoc.sh", "#!/bin/sh\nexec /usr/bin/protoc \"$@\"\n")
    build = _HEADER + _PROTOBUF_BUILD.format(
        well_known = ", ".join(['":%s_proto"' % name for name in _WELL_KNOWN_PROTOS]),
    )
    for name in _WELL_KNOWN_PROTOS:
        proto = "google/protobuf/%s.proto" % name
        rctx.symlink("/usr/include/" + proto, "src/" + proto)
        build += _WELL_KNOWN_BUILD.format(name = name)
    rctx.file("BUILD", build, executable = False)

_debian_protobuf = repository_rule(
    implementation = _debian_protobuf_impl,
    doc = "Protocol Buffers: the library, the compiler, the well-known types.",
    local = True,
)

def _debian_files_impl(rctx):
    _require(rctx, rctx.attr.path, rctx.attr.package)
    rctx.file("WORKSPACE", "workspace(name = %r)\n" % rctx.name, executable = False)
    rctx.symlink(rctx.attr.path, "files")
    rctx.file("BUILD", _HEADER + "filegroup(\n    name = \"files\",\n    srcs = glob([%r]),\n)\n" % (
        "files/" + rctx.attr.pattern
    ), executable = False)

_debian_files = repository_rule(
    implementation = _debian_files_impl,
    doc = "Data that a package installs, as the filegroup //:files.",
    local = True,
    attrs = {
        "path": attr.string(doc = "The directory that is linked as files/.", mandatory = True),
        "package": attr.string(doc = "The Debian package to install.", mandatory = True),
        "pattern": attr.string(doc = "Which files below it, as in glob.", mandatory = True),
    },
)

def debian_libraries():
    """Declares every library the project uses."""
    _debian_absl(name = "com_google_absl")
    _debian_protobuf(name = "com_google_protobuf")
    _debian_library(
        name = "com_github_cliutils_cli11",
        header = "/usr/include/CLI/CLI.hpp",
        package = "libcli11-dev",
        libraries = {"cli11": []},
    )
    _debian_library(
        name = "com_github_cyan4973_xxhash",
        header = "/usr/include/xxhash.h",
        package = "libxxhash-dev",
        libraries = {"xxhash": ["-l:libxxhash.a"]},
    )
    _debian_library(
        name = "com_github_facebook_zstd",
        header = "/usr/include/zstd.h",
        package = "libzstd-dev",
        libraries = {"zstd": ["-l:libzstd.a", "-pthread"]},
    )
    _debian_library(
        name = "com_github_google_benchmark",
        header = "/usr/include/benchmark/benchmark.h",
        package = "libbenchmark-dev",
        libraries = {
            "benchmark": ["-lbenchmark", "-pthread"],
            "benchmark_main": ["-l:libbenchmark_main.a", ":benchmark"],
        },
    )
    _debian_library(
        name = "com_github_jbeder_yaml_cpp",
        header = "/usr/include/yaml-cpp/parser.h",
        package = "libyaml-cpp-dev",
        libraries = {"yaml_cpp": ["-l:libyaml-cpp.a"]},
    )
    _debian_library(
        name = "com_github_nlohmann_json",
        header = "/usr/include/nlohmann/json.hpp",
        package = "nlohmann-json3-dev",
        libraries = {"json": []},
    )
    _debian_library(
        name = "com_github_simdjson_simdjson",
        header = "/usr/include/simdjson.h",
        package = "libsimdjson-dev",
        libraries = {"simdjson": ["-lsimdjson"]},
    )
    _debian_library(
        name = "com_google_googletest",
        header = "/usr/include/gmock/gmock.h",
        package = "libgmock-dev",
        libraries = {
            "gtest": ["-l:libgmock.a", "-l:libgtest.a", "-pthread"],
            "gtest_main": ["-l:libgmock_main.a", ":gtest"],
        },
    )
    _debian_library(
        name = "org_unicode_icu",
        header = "/usr/include/unicode/uchar.h",
        package = "libicu-dev",
        # Properties of characters need nothing of libicudata, which is 30 MB.
        libraries = {"uchar": ["-l:libicuuc.a"]},
    )
    _debian_library(
        name = "com_googlesource_code_re2",
        header = "/usr/include/re2/re2.h",
        package = "libre2-dev",
        libraries = {"re2": ["-l:libre2.a", "-pthread"]},
    )
    _debian_library(
        name = "zlib",
        header = "/usr/include/zlib.h",
        package = "zlib1g-dev",
        libraries = {"zlib": ["-l:libz.a"]},
    )
    _debian_files(
        name = "json_schema_test_suite",
        path = "/usr/share/json-schema-test-suite/tests",
        package = "json-schema-test-suite",
        pattern = "draft7/**/*.json",
    )
