# Sourced by ./test and ./benchmark: a Python environment of the project's own with exactly the packages of a file.
#
# Expects: home. Gives: python_with FILE, which sets `python`.
python_with() {
    local wanted stamp folder
    wanted=$(sha256sum "$1" | cut -c1-16)
    folder=$home/.build-python
    stamp=$folder/$wanted
    if [ ! -e "$stamp" ]; then
        echo "Installing the Python packages of $1 into .build-python" >&2
        [ -x "$folder/bin/python" ] || python3 -m venv "$folder"
        "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$1" >&2
        touch "$stamp"
    fi
    python=$folder/bin/python
}
