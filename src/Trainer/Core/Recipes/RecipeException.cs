namespace R1Code.Trainer.Recipes;

/// <summary>A recipe cannot be used as it is written. The message names file, line, key and reason.</summary>
public sealed class RecipeException : Exception
{
    /// <summary>For the given place and reason.</summary>
    public RecipeException(RecipePlace place, string key, string reason)
        : base($"{place}: {(key.Length == 0 ? "" : $"{key}: ")}{reason}") => (Place, Key) = (place, key);

    /// <summary>Where it is written.</summary>
    public RecipePlace Place { get; }

    /// <summary>The path of keys, such as <c>stages[1].learning_rate</c>; empty for the whole file.</summary>
    public string Key { get; }
}

/// <summary>A place in a recipe.</summary>
/// <param name="File">The file, or the override as it was given.</param>
/// <param name="Line">The line, from 1; 0 where there is none.</param>
public sealed record RecipePlace(string File, long Line)
{
    /// <inheritdoc />
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}
