namespace R1Code.Cli.Terminal;

/// <summary>Shows each step of a long action as a note, in order and at once (<see cref="Progress{T}"/> promises neither).</summary>
internal sealed class NoteProgress(Screen screen) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => screen.Note(PlainText.Of(value));
}
