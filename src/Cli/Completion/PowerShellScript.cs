namespace Octopus.Cli.Completion;

/// <summary>The script for PowerShell.</summary>
internal static class PowerShellScript
{
    /// <summary>
    /// The text; <c>{name}</c> is the program. It asks what may follow the words before the one that is typed, without their quotes, which
    /// Windows PowerShell would lose on the way, and picks from that itself.
    /// </summary>
    public const string Text =
        """
        # Tab completion of {name}.
        Register-ArgumentCompleter -Native -CommandName '{name}', '{name}.exe' -ScriptBlock {
            param($word, $command, $cursor)
            $start = ''
            if ($word -match '^(--[^=]+=)(.*)$') { $start = $Matches[1]; $word = $Matches[2] }
            $typed = $word.Trim([char]0x22, [char]0x27)
            $before = @($command.CommandElements | Select-Object -Skip 1 |
                Where-Object { $_.Extent.EndOffset -lt $cursor } |
                ForEach-Object { $_.Extent.Text -replace '["'']', '' })
            if ($start) { $before += $start.TrimEnd('=') }
            $line = ($before -join ' ') + ' '
            $encoding = [Console]::OutputEncoding
            # The answer is UTF-8, and read in the console's encoding. A host without a console has none to change.
            try { [Console]::OutputEncoding = New-Object Text.UTF8Encoding $false } catch [IO.IOException] { $encoding = $null }
            try { $candidates = & $command.CommandElements[0].Value "[suggest:$($line.Length)]" $line 2>$null }
            finally { if ($encoding) { [Console]::OutputEncoding = $encoding } }
            $candidates |
                Where-Object { $_ -and $_.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase) } |
                ForEach-Object {
                    $value = if ($_ -match '^[\w.*-]+$') { $_ } else { "'" + ($_ -replace '[\u0027\u2018-\u201b]', '$0$0') + "'" }
                    [System.Management.Automation.CompletionResult]::new("$start$value", $_, 'ParameterValue', $_)
                }
        }
        """;
}
