using R1Code.Cli.Hosting;
using R1Code.Cli.Verbs;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Models;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;

namespace R1Code.Cli.Evaluating;

/// <summary>A model to measure, in this process or behind an OpenAI-compatible server, with all that it holds.</summary>
internal sealed class CompletingModel : IDisposable
{
    private readonly IDisposable _owned;

    private CompletingModel(ICompletionSource source, IDisposable owned)
    {
        Source = source;
        _owned = owned;
    }

    /// <summary>Where completions come from.</summary>
    public ICompletionSource Source { get; }

    /// <summary>Opens a folder or an address.</summary>
    /// <exception cref="BadInputException">It is neither, or the server's model has no name.</exception>
    /// <exception cref="InvalidDataException">The folder is no model; the message names file and reason.</exception>
    public static CompletingModel Open(string folderOrUrl, CompletingModelOptions options) =>
        CommonOptions.IsUrl(folderOrUrl, out var url) ? OpenServer(url, options) : OpenFolder(folderOrUrl, options);

    /// <inheritdoc/>
    public void Dispose() => _owned.Dispose();

    private static CompletingModel OpenFolder(string folder, CompletingModelOptions options)
    {
        var (model, tokenizer) = Checkpoint.Load(folder);
        return new CompletingModel(
            new ModelCompletionSource(model, tokenizer, options.SystemPrompt, options.Format),
            model
        );
    }

    private static CompletingModel OpenServer(Uri url, CompletingModelOptions options)
    {
        var server = new OpenAiOptions
        {
            BaseUrl = url,
            Model =
                options.ServedName
                ?? throw new BadInputException("--model-name is needed with a server: which of its models to ask"),
            Chat = options.Format == PromptFormat.Chat,
            SystemPrompt = options.SystemPrompt,
            ApiKey = Environment.GetEnvironmentVariable("OPENAI_API_KEY"),
        };
        var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        return new CompletingModel(new OpenAiCompletionSource(http, server, TimeProvider.System), http);
    }
}

/// <summary>How prompts reach a model.</summary>
internal sealed record CompletingModelOptions
{
    /// <summary>The model's name at a server; not used for a folder.</summary>
    public string? ServedName { get; init; }

    /// <summary>System message; empty for none.</summary>
    public required string SystemPrompt { get; init; }

    /// <summary>As a conversation, or as plain text.</summary>
    public required PromptFormat Format { get; init; }
}
