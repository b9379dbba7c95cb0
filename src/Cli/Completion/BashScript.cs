namespace Octopus.Cli.Completion;

/// <summary>The script for bash.</summary>
internal static class BashScript
{
    /// <summary>
    /// The text; <c>{name}</c> is the program. It asks what may follow the words before the one that is typed, and picks from that itself:
    /// so nothing has to be known here about quotes that the program sees in the middle of a word.
    /// </summary>
    public const string Text =
        """
        # Tab completion of {name}.
        _{name}_completion() {
            local word="$2" quote='' candidate before
            before="${COMP_LINE:0:COMP_POINT}"
            before="${before%"$word"}"
            before="${before#*"${COMP_WORDS[0]}"}"
            case "$before" in
                *[\"\']) quote="${before: -1}"; before="${before%?}" ;;
            esac
            [[ "$before" == *= ]] && before="${before%=} "
            [[ -n "$quote" ]] || word="${word//\\/}"
            COMPREPLY=()
            while IFS= read -r candidate; do
                candidate="${candidate%$'\r'}"
                [[ -n "$candidate" && "${candidate,,}" == "${word,,}"* ]] || continue
                [[ -n "$quote" ]] || printf -v candidate '%q' "$candidate"
                COMPREPLY+=("$candidate")
            done < <("$1" "[suggest:${#before}]" "$before" 2>/dev/null)
        }
        complete -F _{name}_completion {name} {name}.exe
        """;
}
