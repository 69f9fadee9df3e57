using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>Kestrel and logging from <see cref="ServiceOptions"/> and nothing else.</summary>
internal static class PlainHosting
{
    public static void AddPlainHosting(this WebApplicationBuilder builder, ServiceOptions options)
    {
        // Environment variables and appsettings files could add addresses behind the binding guard's back.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Bounds.BodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(options.LogLevel);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Hangfire", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));

        if (options.ApiKeys.Count == 0)
        {
            // Without keys a web page elsewhere must not reach us by a name that resolves to this machine.
            builder.Services.Configure<HostFilteringOptions>(filter =>
                filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]
            );
            builder.Services.AddHostFiltering(_ => { });
        }
    }
}
