namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>A template that cannot be read or rendered, with the reason for people.</summary>
internal sealed class JinjaException(string message) : Exception(message);
