//! Refuses to build without the scripts and styles of the pages, which the binary carries.

fn main() {
    println!("cargo:rerun-if-changed=web/dist");
    println!("cargo:rerun-if-changed=web/words");
    println!("cargo:rerun-if-changed=templates");
    if !std::path::Path::new("web/dist/manifest.json").exists() {
        println!("cargo::error=web/dist is missing: run `make web`");
    }
}
