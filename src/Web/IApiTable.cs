// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>The rows of the API.</summary>
    public interface IApiTable
    {
        /// <summary>
        /// Makes the endpoint of a row, "GET /api/v1/live" or, where the path ends in an id, "POST /api/v1/outputs/{id}". Null: there is no such row.
        /// Methods are GET, POST and PUT; GET changes nothing.
        /// </summary>
        ApiEndpoint Find(string row);
    }
}
